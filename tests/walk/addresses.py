"""Every address of our rooms, as it is written and as it stands for a record of the scene."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import translation

from calendars.rsvp import token_of as rsvp_token_of
from kernel.middleware import belongs_to_library
from notices.enums import Kind
from notices.unsubscribing import token_of
from tests.walk.scene import Scene, published

API = "api/v1/"
CONVERTER = re.compile(r"<(?:\w+:)?(\w+)>")
# What stands in an address, by the address's name; everything else is about the offering.
RECORDS: dict[str, Callable[[Scene], str]] = {
    "feed-session": lambda scene: scene.session.public_id,
    "feed-me": lambda scene: scene.token,
    "desk-session": lambda scene: scene.session.public_id,
    "desk-undo": lambda scene: scene.session.public_id,
    "desk-live": lambda scene: scene.session.public_id,
    "desk-roll": lambda scene: scene.session.public_id,
    "desk-walk-in": lambda scene: scene.session.public_id,
    "desk-companions": lambda scene: scene.session.public_id,
    "desk-take": lambda scene: scene.session.public_id,
    "desk-device-end": lambda scene: scene.desk.public_id,
    "desk-leaving": lambda scene: scene.session.public_id,
    "desk-leaving-undo": lambda scene: scene.session.public_id,
    "desk-leaving-live": lambda scene: scene.session.public_id,
    "desk-closing": lambda scene: scene.session.public_id,
    "desk-report": lambda scene: scene.session.public_id,
    "code": lambda scene: scene.session.public_id,
    "code-now": lambda scene: scene.session.public_id,
    "door-settings": lambda scene: scene.session.public_id,
    "scan": lambda scene: scene.session.public_id,
    "desk-guest": lambda scene: scene.session.public_id,
    "make-up": lambda scene: scene.session.public_id,
    "makeup": lambda scene: scene.makeup.public_id,
    "object": lambda scene: scene.session.public_id,
    "objection": lambda scene: scene.appeal.public_id,
    "objection-evidence": lambda scene: scene.appeal.public_id,
    "leave": lambda scene: scene.leave.public_id,
    "leave-evidence": lambda scene: scene.leave.public_id,
    "my-mark": lambda scene: scene.session.public_id,
    "me-calendar-revoke": lambda scene: scene.feed.public_id,
    "me-calendar-change": lambda scene: scene.feed.public_id,
    "me-calendar-replace": lambda scene: scene.feed.public_id,
    "rsvp": lambda scene: rsvp_token_of(scene.registration),
    "essay-start": lambda scene: scene.task.public_id,
    "essay": lambda scene: scene.essay.public_id,
    "essay-similar": lambda scene: scene.copied.public_id,
    "essay-publication": lambda scene: scene.accepted.public_id,
    "essay-comments": lambda scene: scene.returned.public_id,
    "essay-withdraw": lambda scene: scene.copied.public_id,
    **dict.fromkeys(
        ("review-desk", "review-scores", "review-plan", "review-assign", "review-release"),
        lambda scene: scene.judged.task.public_id,
    ),
    **dict.fromkeys(("review-decide", "review-blackout"), lambda scene: scene.judged.public_id),
    **dict.fromkeys(("review-reviewers", "review-recuse"), lambda scene: scene.submitted.public_id),
    "review-recusal-lift": lambda scene: scene.recusal.public_id,
    "review-comment": lambda scene: scene.submitted.public_id,
    "review-comment-remove": lambda scene: scene.comment.public_id,
    "essay-preview": lambda scene: scene.essay.public_id,
    "essay-send-file": lambda scene: scene.essay.public_id,
    "essay-file": lambda scene: scene.sent_file.public_id,
    "essay-original": lambda scene: scene.sent_file.public_id,
    "unit-essays": lambda scene: scene.unit.public_id,
    "unit-essays-file": lambda scene: scene.unit.public_id,
    "unit-recommend": lambda scene: scene.called.public_id,
    "review-similar": lambda scene: scene.similar.public_id,
    "review-essay": lambda scene: scene.submitted.public_id,
    "notice-read": lambda scene: scene.notice.public_id,
    "notices-unsubscribe": lambda scene: token_of(scene.notice.recipient, Kind.MESSAGE),
    "me-data-file": lambda scene: scene.copy.public_id,
    "answer-file": lambda scene: scene.answer.public_id,
    "column-feed": lambda scene: "articles",
    "sitemap-section": lambda scene: "offerings",
    "unit-desk": lambda scene: scene.unit.public_id,
    "unit-hours": lambda scene: scene.unit.public_id,
    "unit-people": lambda scene: scene.unit.public_id,
    "unit-invitations": lambda scene: scene.unit.public_id,
    "unit-member": lambda scene: scene.membership.public_id,
    "join-request": lambda scene: scene.request.public_id,
    "join": lambda scene: scene.invitation,
    "unit-activation": lambda scene: scene.unit.public_id,
    "me-token-revoke": lambda scene: scene.personal_token.public_id,
    "transfer": lambda scene: scene.proposal.public_id,
    "hand-over": lambda scene: scene.registration.public_id,
    **dict.fromkeys(
        ("give-place", "take-place"),
        lambda scene: scene.hand_over.registration.offering.public_id,
    ),
}
TAG = "0" * 16  # a code that no screen shows
ANY = {r"calendar/.*\.ics$": "calendar/nothing.ics", r"api/v1/(?P<rest>.*)$": "api/v1/nothing"}


@dataclass(frozen=True)
class Address:
    """One pattern of the resolver."""

    name: str
    pattern: str
    view: Any

    @property
    def written(self) -> str:
        """`/desk/s/<id>/`, as people read it."""
        if self.pattern in ANY:
            return "/" + self.pattern.split("(")[0].removesuffix(r".*\.ics$") + "…"
        return "/" + CONVERTER.sub(lambda m: f"<{m[1].removeprefix('public_')}>", self.pattern)

    @property
    def is_about_a_record(self) -> bool:
        """Whether an id stands in it."""
        return "<" in self.pattern and self.pattern not in ANY

    def path(self, scene: Scene) -> str:
        """The address of the scene's own record."""
        return self.with_id(RECORDS.get(self.name, lambda scene: scene.offering.public_id)(scene))

    def with_id(self, text: str) -> str:
        """The address with any text in place of the id."""
        pattern = ANY.get(self.pattern, self.pattern).replace("<tag:tag>", TAG)
        return "/" + CONVERTER.sub(lambda _: text, pattern)


def addresses(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[Address]:
    """All of them, libraries' included."""
    for entry in (resolver or get_resolver()).url_patterns:
        pattern = prefix + str(entry.pattern).removeprefix("^")
        if isinstance(entry, URLPattern):
            yield Address(entry.name or "", pattern, entry.callback)
        else:
            yield from addresses(entry, pattern)


def ours() -> list[Address]:
    """Addresses of our rooms and of the API, each once; not the back office."""
    with translation.override("zh-hans"):  # whose addresses have no prefix
        everything = list(addresses())
    found = {
        address.pattern: address
        for address in everything
        if not address.pattern.startswith(("admin/", "_util/"))
        and (address.pattern.startswith(API) or not belongs_to_library(address.view))
    }
    return list(found.values())


def public_paths(scene: Scene, language: str) -> list[str]:
    """What anybody may look at in a language: pages, lists, sign-in, and what went wrong."""
    start = "" if language == "zh-hans" else "/en"
    offering = f"{start}/o/{scene.offering.public_id}/"
    rest = (
        *("/search/", "/search/?q=国情", "/search/?q=qwxyz", "/calendar/", "/calendar/?view=week"),
        *("/calendar/?view=agenda", "/calendar/?date=1600-13-99&view=never&kind=none"),
        *("/accounts/login/", "/accounts/signup/", "/accounts/password/reset/", "/nothing/"),
        *("/accounts/login/code/", "/accounts/password/reset/done/", "/accounts/inactive/"),
        *("/accounts/activate/", "/accounts/signed-out/"),
        *("/accounts/password/reset/key/1-nothing/", "/accounts/password/reset/key/done/"),
    )
    return [page.url for page in published(language)] + [offering] + [start + one for one in rest]


# Screens of somebody's own, by who opens them.
OWN: dict[str, tuple[str, ...]] = {
    "stranger": (
        "/me/units/",
        "/me/units/?q=图书馆",
        "/me/units/?unit={unit}",
        "/join/{invitation}/",
        "/me/",
        "/me/calendar/",
        "/me/notices/",
        "/unit/",
        "/desk/",
        "/review/",
    ),
    "participant": (
        *(
            "/",
            "/o/{offering}/",
            "/o/{offering}/withdraw/",
            "/o/{offering}/admission/",
            "/me/",
            "/me/pass/",
            "/me/past/",
            "/me/hours/",
            "/c/",
        ),
        *("/o/{offering}/leave/", "/me/leave/", "/leave/{leave}/", "/o/{offering}/site/"),
        *("/o/{offering}/marks/", "/c/{session}/", "/c/{session}/object/"),
        *("/objections/{appeal}/", "/c/{session}/make-up/", "/makeups/{makeup}/"),
        *("/", "/o/{offering}/", "/o/{offering}/withdraw/", "/me/", "/me/pass/", "/me/past/"),
        *("/o/{offering}/answers/", "/o/{handed}/", "/o/{handed}/take-over/"),
        *("/me/data/", "/me/calendar/", "/me/calendar/{feed}/revoke/", "/me/notices/"),
        *("/me/calendar/{feed}/change/", "/me/calendar/{feed}/replace/", "/calendar/?lunar=1"),
        *("/me/notices/?show=unread", "/me/notices/?show=messages", "/me/notices/preferences/"),
        *(
            "/me/data/",
            "/me/data/erase/",
            "/me/calendar/",
            "/me/calendar/{feed}/revoke/",
            "/me/notices/",
        ),
        *("/me/essays/{copied}/", "/me/essays/{copied}/similar/"),
        *("/me/essays/{accepted}/", "/me/essays/{accepted}/publication/"),
        *("/me/essays/{copied}/withdraw/", "/me/essays/{returned}/comments/"),
        "/me/essays/{returned}/",
        *("/me/essays/{essay}/preview/", "/me/essays/{essay}/file/"),
        "/me/essays/files/{sent_file}/",
        *("/me/essays/{essay}/", "/accounts/email/", "/accounts/password/change/"),
        *("/accounts/logout/", "/accounts/2fa/", "/accounts/sessions/", "/accounts/phone/change/"),
        *("/me/tokens/", "/me/tokens/{personal_token}/revoke/", "/accounts/2fa/totp/activate/"),
        *(
            "/accounts/2fa/webauthn/add/",
            "/accounts/reauthenticate/",
            "/accounts/3rdparty/",
            "/me/essays/{submitted}/",
        ),
    ),
    "reviewer": (
        "/review/",
        "/review/{submitted}/",
        "/review/similar/{similar}/",
        "/review/recusals/",
        "/review/{judged}/",
    ),
    "liaison": (
        *("/unit/leave/", "/leave/{leave}/", "/o/{handed}/hand-over/"),
        *("/unit/{unit}/people/", "/unit/{unit}/people/?q=lin", "/unit/{unit}/people/?show=past"),
        *("/unit/{unit}/invitations/", "/unit/members/{membership}/", "/unit/requests/{request}/"),
        *(
            "/unit/",
            "/unit/{unit}/",
            "/unit/{unit}/activation/",
            "/unit/{unit}/essays/",
            "/unit/{unit}/hours/",
            "/reports/",
        ),
        *("/unit/", "/unit/{unit}/", "/reports/"),
        *(
            "/unit/",
            "/unit/{unit}/",
            "/reports/",
            "/unit/o/{offering}/",
            "/unit/o/{offering}/list/",
        ),
        *("/unit/o/{offering}/?q=lin", "/unit/n/{registration}/hand-over/"),
    ),
    "organiser below": ("/unit/", "/reports/o/{offering}/", "/desk/s/{session}/"),
    "organiser": (
        *("/o/{draft}/", "/desk/", "/desk/s/{session}/", "/desk/s/{session}/?show=here"),
        "/desk/s/{session}/?at=main",
        *("/desk/s/{session}/roll/", "/desk/s/{session}/live/?since=0", "/reports/"),
        *(
            "/desk/kit/",
            "/desk/s/{session}/walk-in/",
            "/desk/s/{session}/report/",
            "/desk/s/{session}/leaving/",
            "/desk/s/{session}/closing/",
        ),
        *("/s/{session}/code/", "/s/{session}/settings/"),
        *("/reports/?state=published&year=2026", "/reports/o/{offering}/", "/unit/?q=图书馆"),
        *("/review/tasks/", "/review/{judged}/decide/", "/review/{judged}/blackout/"),
        *("/review/tasks/{call}/", "/review/tasks/{call}/plan/", "/review/tasks/{call}/assign/"),
        *("/review/tasks/{call}/release/", "/review/{submitted}/reviewers/"),
        *("/unit/{unit}/", "/leave/{leave}/", "/objections/{appeal}/", "/makeups/{makeup}/"),
    ),
}


def own_paths(scene: Scene, role: str, language: str) -> list[str]:
    """The screens that a role walks in a language."""
    start = "" if language == "zh-hans" else "/en"
    records = (
        *("offering", "draft", "session", "essay", "submitted", "feed", "unit", "registration"),
        *("membership", "request", "personal_token", "similar", "copied", "returned", "judged"),
        *("accepted", "sent_file", "leave", "appeal", "makeup"),
    )
    ids = {name: getattr(scene, name).public_id for name in records}
    ids |= {"invitation": scene.invitation, "call": scene.judged.task.public_id}
    ids["handed"] = scene.hand_over.registration.offering.public_id
    return [start + path.format(**ids) for path in OWN[role]]
