"""Many invented registrations by bulk insert, to see the site with years of work in it."""

from datetime import timedelta
from decimal import Decimal
from random import Random

from django.utils import timezone

from attendance.models import Attendance
from courses.models import CoursePage
from essays.enums import EssayState
from essays.models import Essay, EssayRevision, EssayTask
from events.enums import OfferingState, PostingKind, SessionForm
from events.models import Offering, SeatPool, SeatPosting, Session
from people.enums import Role
from people.models import Membership, Unit, User
from people.names import search_key
from portal.demo.taking_part import fill, mark
from registration.models import Registration

FAMILY = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
GIVEN = "安邦澄德恩帆歌瀚嘉宽岚明宁平清容诗廷文晓雅泽舟慧睿朗静远衡知行"
SIZE = 100  # registrations an offering
SESSIONS = 4


def load(thousands: int) -> int:
    """Add `thousands` × 1,000 past registrations with attendance; return how many were made."""
    rng = Random(f"scale{Registration.objects.count()}")  # noqa: S311 - invents a demo
    people = _people(thousands * 250, rng)
    page = CoursePage.objects.filter(locale__language_code="zh-hans").order_by("pk").first()
    unit = Unit.objects.get(code="sz")
    made = 0
    for number in range(thousands * 1000 // SIZE):
        offering = _offering(page, unit, number)
        rows = fill(offering, rng.sample(people, SIZE), 1.0)
        _attend(offering, rows, rng)
        _essays(offering, rows[: SIZE // 10])
        made += len(rows)
    return made


def _people(number: int, rng: Random) -> list[User]:
    units = list(Unit.objects.filter(code__startswith="sz-"))
    start = User.objects.count()
    people = []
    for index in range(number):
        family, given = rng.choice(FAMILY), "".join(rng.sample(GIVEN, 2))
        people.append(
            User(
                username=f"many{start + index}",
                last_name=family,
                first_name=given,
                name_key=search_key(family + given),
                password="!",  # noqa: S106 (nobody signs in with it)
            )
        )
    made = User.objects.bulk_create(people, batch_size=2000)
    Membership.objects.bulk_create(
        (Membership(user=person, unit=rng.choice(units), role=Role.MEMBER) for person in made),
        batch_size=2000,
    )
    return list(User.objects.filter(pk__in=[person.pk for person in made][:5000]))


def _offering(page: CoursePage, unit: Unit, number: int) -> Offering:
    start = timezone.now() - timedelta(days=40 + number * 3)
    offering = Offering.objects.create(
        page=page,
        label=f"往届{number + 1}",
        state=OfferingState.FINISHED,
        lead_unit=unit,
        opens_at=start - timedelta(days=30),
        closes_at=start - timedelta(days=3),
        needs_approval=False,
    )
    pool = SeatPool.objects.create(offering=offering)
    SeatPosting.objects.create(pool=pool, kind=PostingKind.GRANT, delta=SIZE)
    Session.objects.bulk_create(
        Session(
            offering=offering,
            title=f"专题{part + 1}",
            form=SessionForm.LECTURE,
            starts_at=start + timedelta(hours=6 * part),
            ends_at=start + timedelta(hours=6 * part + 3),
            credit_hours=Decimal(3),
        )
        for part in range(SESSIONS)
    )
    return offering


def _attend(offering: Offering, rows: list[Registration], rng: Random) -> None:
    sessions = list(offering.sessions.all())
    Attendance.objects.bulk_create(
        (mark(session, row, rng) for session in sessions for row in rows), batch_size=1000
    )


def _essays(offering: Offering, rows: list[Registration]) -> None:
    due = offering.closes_at + timedelta(days=30)
    task = EssayTask.objects.create(offering=offering, title="研修心得", due_at=due)
    essays = Essay.objects.bulk_create(
        Essay(
            task=task,
            author=row.person,
            registration=row,
            unit_id=row.unit_id,
            state=EssayState.ACCEPTED,
            submitted_at=due,
        )
        for row in rows
    )
    EssayRevision.objects.bulk_create(
        EssayRevision(
            essay=essay, number=1, title="所学所思", text="学以致用。" * 200, characters=800
        )
        for essay in essays
    )
