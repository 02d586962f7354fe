"""The desk through the API: what a device without signal takes, brings back and counts."""

from datetime import datetime, timedelta
from typing import Any, Literal
from uuid import UUID

from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja import Schema
from pydantic import Field

from attendance import takeaway, windows
from attendance.actions import Noted, merge, return_roster
from attendance.enums import Method, Stage
from attendance.models import LONGEST_STOP, DeskToken
from attendance.queries import with_terms
from attendance.rules import work_desk
from events.models import Session
from kernel.api import Language, ProblemDocument, RuledRouter
from kernel.ids import PATTERN
from kernel.problems import Problem
from kernel.rules import states

router = RuledRouter(tags=["desk"])
PROBLEMS = dict.fromkeys((401, 403, 404, 409, 422), ProblemDocument)
MOST_MARKS = 500
OLDEST = int(windows.OLDEST_MARK.total_seconds())
PublicId = Field(pattern=rf"^(?:{PATTERN.pattern})?$", default="")


class Mark(Schema):
    """One mark: of a registration, of a scanned pass in `text`, or taking another one back.

    `id` is made by the desk; the same id is taken in once. `age` is how many seconds ago the desk
    took the mark, a span, so that a wrong clock of the device does no harm. `text` is whatever was
    scanned, however long: what is no pass is answered so, and never holds up the marks beside it.
    """

    id: UUID
    age: int = Field(ge=0, le=OLDEST)
    registration: str = PublicId
    text: str = ""
    stage: Literal["meeting", "stop", "venue", "return"] = "venue"
    stop: str = Field("", max_length=LONGEST_STOP)
    bus: str = Field("", max_length=20)
    method: Literal["search", "pass"] = "search"
    undoes: UUID | None = None

    def noted(self, now: datetime) -> Noted:
        """As the action takes it."""
        return Noted(
            self.id,
            now - timedelta(seconds=self.age),
            registration=self.registration,
            text=self.text.replace("\0", ""),
            stage=Stage(self.stage),
            stop=self.stop.replace("\0", "").strip(),
            bus=self.bus.replace("\0", "").strip(),
            method=Method(self.method),
            undoes=self.undoes,
        )


class Batch(Schema):
    """Marks that were noted on one roster, named by its seal."""

    seal: str = Field(max_length=300)
    marks: list[Mark] = Field(min_length=1, max_length=MOST_MARKS)


class Answered(Schema):
    """What became of one mark."""

    id: UUID
    outcome: str
    ok: bool
    message: str
    registration: str = ""


class Answers(Schema):
    """One answer a mark, in their order."""

    outcome: str
    message: str
    answers: list[Answered]


class About(Schema):
    """The session of a roster."""

    id: str
    title: str
    when: str
    place: str
    opens_at: datetime
    late_from: datetime
    closes_at: datetime
    called_off: bool


class StageName(Schema):
    """A stage of the way; the key of a stop is `stop:` and its name."""

    key: str
    label: str


class Line(Schema):
    """One person of a roster; `seen` is the bus by the key of a stage.

    `pass` is a fingerprint of the pass, `older` are those of copies printed before a key changed.
    A `guest` makes a session up and does not count among the people expected.
    """

    id: str
    name: str
    unit: str
    key: str
    expected: bool
    guest: bool = False
    word: str
    here: bool
    came: str
    companions: int
    pass_: str = Field("", alias="pass", serialization_alias="pass")
    older: list[str] = []
    seen: dict[str, str]


class Roster(Schema):
    """Everybody of a session, as a device keeps it until `expires_at`."""

    session: About
    stages: list[StageName]
    buses: list[str]
    people: list[Line]
    issued_at: datetime
    expires_at: datetime
    seal: str


class Bus(Schema):
    """Distinct people in one bus; `companions` come on top."""

    bus: str
    people: int
    companions: int


class StageCount(Schema):
    """Distinct people at one stage."""

    stage: str
    label: str
    people: int
    companions: int
    buses: list[Bus]


class Conflict(Schema):
    """Somebody about whom two desks, or a desk and a correction, differ."""

    id: str
    name: str
    why: str


class Stats(Schema):
    """The counters of a session, in distinct people."""

    arrived: int
    expected: int
    stages: list[StageCount]
    conflicts: list[Conflict]


@router.get("/desk/sessions/{id}/roster", response={200: Roster, **PROBLEMS}, by_alias=True)
@states(work_desk)
def roster(
    request: HttpRequest,
    id: str,  # noqa: A002
    lang: Language = "zh-hans",
) -> dict[str, Any]:
    """The roster of a session, to be kept on the device of a desk token. Sealed."""
    desk, session = _door(request, id)
    return takeaway.taken_along(desk, session)


@router.post("/desk/sessions/{id}/marks", response={200: Answers, **PROBLEMS})
@states(work_desk)
def marks(
    request: HttpRequest,
    id: str,  # noqa: A002
    batch: Batch,
    lang: Language = "zh-hans",
) -> Any:
    """Take in marks, up to 500. Repeating is safe: a mark is known by its id."""
    desk, session = _door(request, id)
    if not takeaway.is_sealed(desk, session, batch.seal):
        raise Problem(422, "unknown_roster")
    now = timezone.now()
    noted = [one.noted(now) for one in batch.marks]
    what = {"by": request.user, "session": session, "noted": noted, "desk": desk}
    try:
        result = merge(**what)
    except IntegrityError:
        # The same marks came twice at once: the other request has taken them in by now.
        result = merge(**what)
    answers = [
        {
            "id": str(one.mark_id),
            "outcome": told.outcome.code,
            "ok": told.outcome.ok,
            "message": told.message,
            "registration": told.registration.public_id if told.registration else "",
        }
        for one, told in zip(noted, result.details["answers"], strict=True)
    ]
    return {"outcome": result.outcome.code, "message": result.message, "answers": answers}


@router.get("/desk/sessions/{id}/stats", response={200: Stats, **PROBLEMS})
@states(work_desk)
def stats(
    request: HttpRequest,
    id: str,  # noqa: A002
    lang: Language = "zh-hans",
) -> dict[str, Any]:
    """How many distinct people came where the desk stands, at each stage and in each bus; and
    conflicts.
    """
    desk, session = _door(request, id)
    return takeaway.stats(desk, session)


@router.delete("/desk/token", response={204: None, **PROBLEMS})
@states(work_desk)
def give_back(request: HttpRequest, lang: Language = "zh-hans") -> HttpResponse:
    """End this device's token: what it took along opens nothing any more."""
    return_roster(by=request.user, desk=_desk_of(request))
    return HttpResponse(status=204)


def _door(request: HttpRequest, public_id: str) -> tuple[DeskToken, Session]:
    """The desk and its session. 404 for a session that the desk did not take along."""
    desk = _desk_of(request)
    own = with_terms(desk.sessions.with_places())  # type: ignore[attr-defined]
    session = get_object_or_404(own, public_id=public_id.replace("\0", ""))
    work_desk.check(request.user, session)
    return desk, session


def _desk_of(request: HttpRequest) -> DeskToken:
    desk: DeskToken | None = getattr(request, "desk", None)
    if desk is None:
        raise Problem(
            401, "desk_token_needed", _("Take the roster along from its desk: that makes a token.")
        )
    return desk
