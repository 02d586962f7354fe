"""What the database refuses to hold of a registration, whatever wrote it."""

from django.db.models import CheckConstraint, Q, UniqueConstraint

from registration.enums import ALIVE, HOLDING, RegistrationState, Via

NOMINATED = RegistrationState.NOMINATED
SEATED = (*HOLDING, NOMINATED)

CONSTRAINTS = [
    UniqueConstraint(fields=["offering", "person"], name="one_registration_per_person"),
    CheckConstraint(
        condition=Q(state__in=RegistrationState.values), name="known_registration_state"
    ),
    CheckConstraint(condition=Q(via__in=Via.values), name="known_registration_via"),
    CheckConstraint(
        condition=Q(pool__isnull=False) | ~Q(state__in=HOLDING), name="a_held_seat_has_a_pool"
    ),
    # Who waits, asks or has ended has no pool; a nomination has one on its unit's quota alone.
    CheckConstraint(
        condition=Q(pool__isnull=True) | Q(state__in=SEATED), name="a_pool_means_a_held_seat"
    ),
    CheckConstraint(
        condition=Q(state=RegistrationState.OFFERED, offered_until__isnull=False)
        | (~Q(state=RegistrationState.OFFERED) & Q(offered_until__isnull=True)),
        name="an_offer_has_its_deadline",
    ),
    CheckConstraint(
        condition=Q(reconfirm_by__isnull=True) | Q(state=RegistrationState.CONFIRMED),
        name="only_the_confirmed_reconfirm",
    ),
    CheckConstraint(
        condition=~Q(state=NOMINATED) | Q(via=Via.NOMINATION), name="a_nomination_came_by_its_unit"
    ),
    CheckConstraint(
        condition=~Q(via=Via.NOMINATION) | Q(nominated_unit__isnull=False),
        name="a_nomination_names_its_unit",
    ),
    CheckConstraint(
        condition=Q(rank__isnull=True) | Q(via=Via.NOMINATION), name="only_nominations_are_ranked"
    ),
    # They are other people's, whom nobody expects any more.
    CheckConstraint(
        condition=Q(companion_names="") | Q(state__in=ALIVE), name="the_ended_name_no_companions"
    ),
]
