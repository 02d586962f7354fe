"""Ids of the scene's records, by the names that addresses and forms of doors use."""

from attendance.passes import pass_of, pass_text
from attendance.spans import half_days
from calendars.rsvp import token_of as rsvp_token_of
from registration.models import Registration
from tests.walk.scene import Scene


def ids_of(scene: Scene) -> dict[str, str]:
    """Ids of the scene's records by name."""
    names = ("offering", "session", "attendance", "other_task", "essay", "submitted")
    names = (*names, "sent_file", "called", "copied", "returned", "comment", "judged", "recusal")
    more = ("notice", "feed", "unit", "membership", "request", "proposal", "question")
    ids = {name: getattr(scene, name).public_id for name in (*names, *more)}
    ids["accepted"] = scene.accepted.public_id
    ids["edit"] = str(scene.publication.edits.get().pk)
    ids["invitation"] = scene.invitation
    ids |= {"call": scene.judged.task.public_id, "unit_code": scene.unit.code}
    ids["criterion"] = scene.judged.task.criteria.get().public_id
    ids["reader"] = scene.people["reviewer"].public_id
    ids["leave"] = scene.leave.public_id
    ids["appeal"] = scene.appeal.public_id
    ids["makeup"] = scene.makeup.public_id
    ids["host"] = scene.makeup.session.public_id
    ids["half_day"] = half_days(scene.offering.sessions.all())[-1].value
    ids["desk"] = scene.desk.public_id
    ids["personal_token"] = scene.personal_token.public_id
    ids["rsvp"] = rsvp_token_of(scene.registration)
    ids["handed"] = scene.hand_over.registration.offering.public_id
    ids["nominee"] = scene.nominee.public_id
    ids |= {"other": scene.registration.public_id, "liaison": scene.people["liaison"].public_id}
    person = scene.people["participant"]
    ids["person"] = person.public_id
    own = Registration.objects.get(offering=scene.offering, person=person)
    ids["pass_text"] = pass_text(pass_of(person))
    return ids | {"registration": own.public_id}
