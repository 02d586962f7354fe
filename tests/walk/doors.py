"""Every door through which a person sends something: whose it is, where, and a good form."""

from dataclasses import dataclass, field
from urllib.parse import quote_from_bytes

from django.http import HttpResponse
from django.test import Client

from notices.enums import MANDATORY
from notices.forms import kinds_in_order
from tests.walk.keys import ids_of
from tests.walk.scene import TEXT, Scene

FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Door:
    """One door; `{name}` in its address is the id of the scene's record."""

    role: str
    address: str
    form: dict[str, str] = field(default_factory=dict)

    def path(self, scene: Scene, start: str = "") -> str:
        """Its address, below `/en` if so wished."""
        return (start if self.is_translated else "") + self.address.format(**ids_of(scene))

    @property
    def is_translated(self) -> bool:
        """Whether it stands in both languages by its address."""
        return not self.address.startswith(("/api/", "/i18n/"))

    def filled(self, scene: Scene) -> dict[str, str]:
        """The form with the ids of the scene's records."""
        ids = ids_of(scene)
        return {name.format(**ids): value.format(**ids) for name, value in self.form.items()}


DOORS = {
    "register": Door("participant", "/o/{offering}/register/"),
    "answers": Door("participant", "/o/{offering}/answers/", {"asked": "q_{question}"}),
    "withdraw": Door("participant", "/o/{offering}/withdraw/"),
    "decline a nomination": Door("participant", "/o/{offering}/nomination/", {"reason": "出差"}),
    "give a place": Door("liaison", "/o/{handed}/hand-over/", {"wanted": "何䶮", "reason": "出差"}),
    "take a place": Door("participant", "/o/{handed}/take-over/", {"asked": ""}),
    "nominate": Door(
        "liaison",
        "/unit/o/{offering}/",
        {"do": "nominate", "person": "{liaison}", "unit": "{unit}"},
    ),
    "rank": Door(
        "liaison",
        "/unit/o/{offering}/",
        {"do": "up", "registration": "{nominee}", "unit": "{unit}"},
    ),
    "nominate a list": Door(
        "liaison", "/unit/o/{offering}/list/", {"people": "{liaison}", "unit": "{unit}"}
    ),
    "return places": Door(
        "liaison", "/unit/o/{offering}/places/", {"do": "return", "number": "1", "reason": "不需要"}
    ),
    "offer places": Door(
        "liaison",
        "/unit/o/{offering}/places/",
        {"do": "propose", "number": "1", "target": "{unit}", "reason": "不需要"},
    ),
    "take back places": Door("liaison", "/unit/transfers/{proposal}/", {"do": "take_back"}),
    "hand over": Door(
        "liaison", "/unit/n/{other}/hand-over/", {"person": "{liaison}", "reason": "出差"}
    ),
    "mark": Door("organiser", "/desk/s/{session}/", {"registration": "{registration}", "age": "1"}),
    "scan": Door("organiser", "/desk/s/{session}/", {"text": "{pass_text}", "age": "1"}),
    "look up": Door("organiser", "/desk/s/{session}/", {"text": "林"}),
    "undo": Door("organiser", "/desk/s/{session}/undo/", {"attendance": "{attendance}"}),
    "roll call": Door(
        "organiser",
        "/desk/s/{session}/roll/",
        {"rest": "absent", "s_{registration}": "late", "w_{registration}": "unrecorded"},
    ),
    "check out": Door(
        "organiser", "/desk/s/{session}/leaving/", {"registration": "{registration}", "age": "1"}
    ),
    "undo a check-out": Door(
        "organiser", "/desk/s/{session}/leaving/undo/", {"attendance": "{attendance}"}
    ),
    "close the session": Door("organiser", "/desk/s/{session}/closing/"),
    "look up for the door": Door("organiser", "/desk/s/{session}/walk-in/", {"text": "林"}),
    "count companions": Door(
        "organiser", "/desk/s/{session}/companions/", {"companions": "{attendance}:0"}
    ),
    "take a roster": Door("organiser", "/desk/s/{session}/take/"),
    "end a device": Door("organiser", "/desk/devices/{desk}/end/"),
    "set the door": Door(
        "organiser",
        "/s/{session}/settings/",
        {"takes_codes": "on", "steps_before": "1", "fence": "200"},
    ),
    "ask for leave": Door(
        "participant",
        "/o/{offering}/leave/",
        {"kind": "sick", "first": "{half_day}", "last": "{half_day}", "reason": "就医"},
    ),
    "choose a site": Door("participant", "/o/{offering}/site/", {"spot": "main"}),
    "decide about leave": Door(
        "organiser", "/leave/{leave}/", {"do": "approve", "position": "1", "reason": "同意"}
    ),
    "end a leave": Door("participant", "/leave/{leave}/", {"do": "withdraw"}),
    "object to a mark": Door("participant", "/c/{session}/object/", {"reason": "我在场"}),
    "answer an objection": Door(
        "organiser",
        "/objections/{appeal}/",
        {"do": "grant", "status": "present", "answer": "属实"},
    ),
    "withdraw an objection": Door("participant", "/objections/{appeal}/", {"do": "withdraw"}),
    "ask to make up": Door("participant", "/c/{session}/make-up/", {"session": "{host}"}),
    "let a guest in": Door("organiser", "/makeups/{makeup}/", {"do": "agree", "reason": ""}),
    "give the place back": Door("participant", "/makeups/{makeup}/", {"do": "withdraw"}),
    "mark a guest": Door("organiser", "/desk/s/{host}/guest/", {"guest": "{makeup}", "do": "came"}),
    "confirm a scan": Door("participant", "/c/{session}-0000000000000000/"),
    "say the digits": Door("participant", "/c/", {"digits": "123456"}),
    "start": Door("participant", "/me/essays/task/{other_task}/start/"),
    "save": Door(
        "participant",
        "/me/essays/{essay}/",
        {"do": "save", "title": "记", "text": TEXT, "version": "0"},
    ),
    "submit": Door(
        "participant",
        "/me/essays/{essay}/",
        {"do": "submit", "title": "记", "text": TEXT, "version": "0", "original": "on"},
    ),
    "decide uses": Door(
        "participant",
        "/me/essays/{accepted}/publication/",
        {
            "web_allow": "on",
            "web_name": "pen",
            "book_name": "real",
            "award_name": "none",
            "pen_name": "芦苇",
        },
    ),
    "answer a wording": Door(
        "participant",
        "/me/essays/{accepted}/publication/",
        {"do": "refuse", "edit": "{edit}", "word": "不改。"},
    ),
    "take a file over": Door(
        "participant",
        "/me/essays/files/{sent_file}/",
        {"do": "take", "title": "记", "version": "0"},
    ),
    "send a file": Door("participant", "/me/essays/{essay}/file/"),
    "recommend": Door(
        "liaison", "/unit/essays/{called}/recommend/", {"do": "recommend", "unit": "{unit}"}
    ),
    "verdict": Door(
        "reviewer",
        "/review/{submitted}/",
        {"verdict": "return", "revision": "1", "comment": "请补充。"},
    ),
    "withdraw an essay": Door("participant", "/me/essays/{copied}/withdraw/"),
    "comment on an essay": Door(
        "reviewer",
        "/review/{submitted}/comments/",
        {"revision": "1", "quote": "计算稿", "text": "哪一年的？", "visibility": "author"},
    ),
    "advise": Door(
        "reviewer",
        "/review/{judged}/",
        {"verdict": "accept", "revision": "1", "points-{criterion}": "7"},
    ),
    "recuse": Door("reviewer", "/review/{submitted}/recuse/", {"reason": "相熟"}),
    "recuse from a unit": Door("reviewer", "/review/recusals/", {"unit": "{unit_code}"}),
    "lift a recusal": Door("reviewer", "/review/recusals/{recusal}/lift/"),
    "assign by hand": Door(
        "organiser", "/review/{submitted}/reviewers/", {"do": "assign", "reviewer": "{reader}"}
    ),
    "assign by rule": Door("organiser", "/review/tasks/{call}/assign/", {"seen": ""}),
    "plan a review": Door(
        "organiser",
        "/review/tasks/{call}/plan/",
        {"decides": "chief", "reviewers_each": "0", "spread": "9", "sheet": "观察 | 1 | 10"},
    ),
    "prepare": Door(
        "organiser",
        "/review/{judged}/decide/",
        {"verdict": "return", "revision": "1", "comment": "请补充。"},
    ),
    "black out": Door("organiser", "/review/{judged}/blackout/", {"words": "计算稿"}),
    "release": Door(
        "organiser",
        "/review/tasks/{call}/release/",
        {"seen": "", "accept-zh-hans-subject": "好消息", "accept-zh-hans-body": "入选。"},
    ),
    "take a comment back": Door("reviewer", "/review/comments/{comment}/remove/"),
    "make a feed": Door(
        "participant",
        "/me/calendar/",
        {"name": "平板", "language": "en", "deadlines": "day", "alarm": "0"},
    ),
    "change a feed": Door(
        "participant",
        "/me/calendar/{feed}/change/",
        {"name": "电脑", "language": "en", "deadlines": "task", "alarm": "30"},
    ),
    "revoke a feed": Door("participant", "/me/calendar/{feed}/revoke/"),
    "replace a feed": Door("participant", "/me/calendar/{feed}/replace/"),
    "invitations": Door("participant", "/me/calendar/invitations/", {"by_mail": "1"}),
    "rsvp": Door("anonymous", "/rsvp/{rsvp}/", {"answer": "no"}),
    "ask for a copy": Door("participant", "/me/data/copy/"),
    "ask to be erased": Door("participant", "/me/data/erase/", {"note": "已退休"}),
    "take it back": Door("participant", "/me/data/erase/back/"),
    "read": Door("participant", "/me/notices/{notice}/", {"do": "open", "next": "/me/"}),
    "read all": Door("participant", "/me/notices/read/"),
    "ask to join": Door(
        "participant", "/me/units/", {"do": "ask", "id": "{unit}", "message": "你好"}
    ),
    "take back": Door("stranger", "/me/units/", {"do": "withdraw", "id": "{request}"}),
    "leave": Door("participant", "/me/units/", {"do": "leave", "id": "{unit}"}),
    "enrol": Door(
        "liaison", "/unit/{unit}/people/", {"who": "a@example.org", "post": "馆员", "rank": "2"}
    ),
    "posting": Door(
        "liaison", "/unit/members/{membership}/", {"do": "edit", "post": "馆员", "rank": "2"}
    ),
    "moves on": Door("liaison", "/unit/members/{membership}/", {"do": "pass-on", "unit": "昆山市"}),
    "ends": Door("liaison", "/unit/members/{membership}/", {"do": "end", "until_on": "2099-12-31"}),
    "confirm": Door("liaison", "/unit/requests/{request}/", {"do": "confirm"}),
    "decline": Door("liaison", "/unit/requests/{request}/", {"do": "decline", "reason": "不是"}),
    "invite": Door(
        "liaison",
        "/unit/{unit}/invitations/",
        {"email": "a@example.org", "phone": "", "limit": "1", "days": "7"},
    ),
    "join": Door("stranger", "/join/{invitation}/"),
    "unread": Door("participant", "/me/notices/{notice}/", {"do": "unread"}),
    "choose": Door(
        "participant",
        "/me/notices/preferences/",
        {
            **{f"mail_{kind}": "collected" for kind in kinds_in_order() if kind not in MANDATORY},
            "rhythm": "weekly",
            "weekday": "4",
            "hour": "18",
        },
    ),
    "make a token": Door(
        "participant", "/me/tokens/", {"name": "表格", "scope": "read", "days": "30"}
    ),
    "revoke a token": Door("participant", "/me/tokens/{personal_token}/revoke/"),
    "sign a device out": Door("participant", "/accounts/sessions/end/", {"device": "0" * 24}),
    "letters": Door("liaison", "/unit/{unit}/activation/", {"do": "print", "person": "{person}"}),
    "activate": Door(
        "anonymous", "/accounts/activate/", {"name": "林一", "code": "7KQM-2XWA-9FHT"}
    ),
    "first password": Door(
        "anonymous", "/accounts/activate/password/", {"password": "dui-ye-shu-2026"}
    ),
    "sign in": Door(
        "anonymous",
        "/accounts/login/",
        {"login": "a@example.org", "password": "x", "next": "/me/"},
    ),
    "sign up": Door(
        "anonymous",
        "/accounts/signup/",
        {
            "last_name": "王",
            "first_name": "一",
            "contact": "new@example.org",
            "password1": "dui-ye-shu-2026",
        },
    ),
    "code": Door("anonymous", "/accounts/login/code/", {"contact": "a@example.org"}),
    "reset": Door("anonymous", "/accounts/password/reset/", {"email": "a@example.org"}),
    "language": Door("anonymous", "/i18n/setlang/", {"language": "en", "next": "/courses/"}),
    "api": Door("participant", "/api/v1/offerings/{offering}/registration"),
}


def client_for(scene: Scene, door: Door, *, strict: bool = False) -> Client:
    """The person of the door; `strict` asks for the form's token."""
    client = Client(enforce_csrf_checks=strict, raise_request_exception=False)
    if door.role != "anonymous":
        client.force_login(scene.people[door.role])
    return client


def send(client: Client, path: str, form: dict[str, str | bytes]) -> HttpResponse:
    """Post a form whose values may be any bytes."""
    body = "&".join(f"{quoted(name)}={quoted(value)}" for name, value in form.items())
    return client.post(path, body, content_type=FORM)


def quoted(value: str | bytes) -> str:
    """As it stands in a form's body."""
    raw = value if isinstance(value, bytes) else value.encode("utf-8", "surrogatepass")
    return quote_from_bytes(raw)
