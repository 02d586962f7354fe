"""An offering: its facts, its timetable, the reader's own state and the one button that fits."""

from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Page

from attendance.remote import layout_of
from calendars.subscribing import clients, in_language, ways_of
from events.enums import OVER, OfferingState
from events.heads import is_in_readers_language
from events.lineups import with_lineups
from events.models import Offering
from events.routing import routes_held
from kernel.rules import states
from people.mailboxes import unless_a_persons
from portal.models.home import read_whole
from portal.offering_facts import facts_of, is_ahead, slots_of
from portal.offering_track import track_of
from publishing import dates
from publishing.dates import in_chinese
from publishing.frame import frame_of, translations_of
from publishing.languages import one_by_one
from publishing.templatetags.components import address, joined, text_of
from publishing.templatetags.page_meta import meta_of, pages_above
from registration import reader
from registration.actions.pools import open_to, pools_of
from registration.asking import answered
from registration.cautions import at_the_same_time
from registration.hand_overs import asked_of, why_not
from registration.models import Registration
from registration.rules import open_offering
from registration.wording import place_of, title_of


@states(open_offering)
@require_safe
def offering_page(request: HttpRequest, public_id: str) -> HttpResponse:
    """`/o/<id>/`; never kept, since places change with every registration."""
    offering = _offering(request, public_id)
    sessions = with_lineups(offering, offering.sessions.with_places())
    programme = _programme(offering.page)
    row = reader.own_registrations(request.user, [offering]).get(offering.pk)
    places = _places(request, offering)
    notice = _notice(offering)
    state = reader.read(offering, row, request.user, left=places["left"], judged=True)
    has_place = row is not None and row.is_confirmed
    context = {
        "offering": offering,
        "programme": programme,
        "sessions": sessions,
        "title": title_of(offering),
        "heading": _heading(offering, programme),
        "promise": _in_language(programme, "summary"),
        "meta": _meta(offering, programme, sessions),
        "facts": facts_of(request, offering, programme, sessions, places),
        "state": state,
        # Said once: above the rail to whoever is registered, beside the button to the others; a
        # line across the page has said it when nothing can be done.
        "said": "" if state.tone or (notice and not state.label) else state.sentence,
        "clash": _clash(request.user, offering, row, may_register=state.post),
        "track": track_of(offering, sessions, row, request.user),
        "slots": slots_of(offering, sessions, has_place=has_place),
        "routes": routes_held(offering),
        "has_place": has_place,
        "asked": answered(offering, row),
        "hand_over": asked_of(request.user, offering),
        "notice": notice,
        "crumbs": _crumbs(request, offering.page),
        "more": [
            *_second(state),
            *_own_links(offering, sessions, row),
            *_links(request, offering, programme, sessions),
        ],
        **_subscription(offering, sessions),
    }
    return _asked_anew(request, render(request, "portal/offering.html", context))


def _asked_anew(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Kept by no browser of somebody signed in, and by no other without asking."""
    signed_in = request.user.is_authenticated
    patch_cache_control(response, **({"private": True, "no_store": True} if signed_in else {}))
    patch_cache_control(response, no_cache=True)
    return response


def _offering(request: HttpRequest, public_id: str) -> Offering:
    opened = open_offering.visible(request.user).with_figures()
    is_public = Exists(Offering.objects.public().filter(pk=OuterRef("pk")))
    opened = opened.annotate(mailbox=unless_a_persons("contact"), is_public=is_public)
    rows = opened.select_related("page", "lead_unit").prefetch_related("supporting_units")
    return get_object_or_404(rows, public_id=public_id)


def _programme(page: Page) -> Any:
    """What is held, in the reader's language where it is published in it; with its pictures."""
    found = read_whole(page.specific_class, page.url_path)
    own = found.in_languages.get(get_language())
    return own if own and own.live else found


def _heading(offering: Offering, programme: Page) -> str:
    """Title and label; what is Chinese on an English page says so."""
    title = _in_language(programme, "title")
    return joined([title, text_of(offering, "label")], " " if in_chinese() else ", ")


def _in_language(page: Page, name: str) -> str:
    """A page's text; marked as Chinese where the page has no English twin."""
    text = getattr(page, name, "")
    english = text if page.locale.language_code == "en" else ""
    return text_of({name: text, f"{name}_en": english}, name)


def _meta(offering: Offering, programme: Page, sessions: list[Any]) -> dict[str, str]:
    """For sharing: when and where first, then what it is, with the picture of the programme."""
    first = next((one for one in sessions if not one.is_cancelled), None)
    said = [dates.when(first.starts_at, first.ends_at), place_of(first)] if first else []
    said.append(getattr(programme, "summary", ""))
    return meta_of(
        programme,
        offering.get_absolute_url(),
        title=title_of(offering),
        description=" · ".join(part for part in said if part),
    )


def _crumbs(request: HttpRequest, page: Page) -> list[dict[str, str]]:
    """The list of all courses or events; the programme's own page is linked from the rail."""
    frame = frame_of(request)
    above = list(pages_above(page, frame))[-1:]
    foreign = [one for one in above if not is_in_readers_language(one)]
    keys = {one.translation_key for one in foreign}
    twins = [  # who is signed in has no frame
        top
        for top in (frame.tops if frame else translations_of(foreign).values())
        if is_in_readers_language(top) and top.translation_key in keys
    ]
    shown = [(one.title, one.get_url(request)) for one in twins or above]
    return [{"title": title, "url": url} for title, url in shown if url]


def _places(request: HttpRequest, offering: Offering) -> dict[str, int]:
    """`left`: places this reader may take; `all`: every place there is; `waiting`; `reserved`."""
    pools = pools_of(offering)
    unit = request.user.unit if request.user.is_authenticated else None
    usable = open_to(unit, pools)
    return {
        "left": sum(pool.left for pool in usable),
        "all": sum(pool.capacity for pool in pools),
        "reserved": sum(pool.capacity for pool in pools if pool not in usable),
        "waiting": Registration.objects.filter(offering=offering).waiting().count(),
    }


def _notice(offering: Offering) -> dict[str, str] | None:
    """The line across the page for what is out of the ordinary."""
    elsewhere = {"url": address("/calendar/"), "label": _("See the calendar")}
    notices = {
        OfferingState.DRAFT: {
            "kind": "info",
            "title": _("Draft"),
            "text": _("Only organisers of the lead unit see this page until it is published."),
        },
        OfferingState.PAUSED: {
            "kind": "warning",
            "title": _("Registration is paused"),
            "text": _("Those who have a place keep it. Please look in again later."),
        },
        OfferingState.CANCELLED: {
            "kind": "error",
            "title": _("This has been cancelled"),
            "text": _("Nobody need come. Everybody registered has been told."),
            **elsewhere,
        },
        OfferingState.FINISHED: {
            "kind": "honour",
            "title": _("This is over"),
            "text": _("Participants find their hours and essays on the page “Me”."),
            **elsewhere,
        },
    }
    return notices.get(OfferingState(offering.state))


def _clash(
    person: Any, offering: Offering, row: Registration | None, *, may_register: bool
) -> dict[str, str] | None:
    """What the reader has on the same hours, said to whoever is in here or can come in."""
    registered = row is not None and reader.is_alive(row)
    if not (registered or may_register) or offering.state in OVER:
        return None
    rows = list(at_the_same_time(offering, [person]))
    if not rows:
        return None
    named = [
        _("%(title)s (%(state)s)")
        % {"title": title_of(one.offering), "state": one.get_state_display()}
        for one in rows
    ]
    titles = {"titles": one_by_one(named)}
    alone = len(rows) == 1
    return {
        "title": _("At the same time you are registered for: %(titles)s") % titles,
        "text": _("Decide which one you come to, and withdraw from the other in time, so that "
                  "somebody else gets the place.")
        if registered
        else _("You can register here all the same. Then decide which one you come to, and "
               "withdraw from the other in time, so that somebody else gets the place."),
        "url": rows[0].offering.get_absolute_url() if alone else reverse("me"),
        "label": _("See the other one") if alone else _("My registrations"),
    }  # fmt: skip


def _has_feed(offering: Any, sessions: list[Any]) -> bool:
    """Whether everybody may read its dates, and some are still to come."""
    held = offering.is_public and offering.state != OfferingState.CANCELLED
    return held and any(is_ahead(one, timezone.now()) for one in sessions)


def _subscription(offering: Any, sessions: list[Any]) -> dict[str, Any]:
    """How the dates get into the reader's calendar."""
    if not _has_feed(offering, sessions):
        return {}
    address = settings.SITE_URL + reverse("feed-offering", args=[offering.public_id])
    return {"ways": ways_of(in_language(address)), "clients": clients()}


def _second(state: reader.ReaderState) -> list[dict[str, str]]:
    """The other thing a reader can do, where there is one."""
    if state.second is None:
        return []
    label, url = state.second
    return [{"label": label, "url": url, "icon": "close"}]


def _own_links(
    offering: Any, sessions: list[Any], row: Registration | None
) -> list[dict[str, str]]:
    """What somebody registered finds here."""
    links = []
    if row is not None and row.is_confirmed and offering.state != OfferingState.CANCELLED:
        url = reverse("admission", args=[offering.public_id])
        links.append({"label": _("Admission notice"), "url": url, "icon": "document"})
        if why_not(offering, row, offering.starts_at) is None:
            url = reverse("give-place", args=[offering.public_id])
            links.append({"label": _("Hand over to a colleague"), "url": url, "icon": "people"})
        if (layout := layout_of(offering.pk)).sites:
            site = layout.site_of(row)
            url = reverse("my-site", args=[offering.public_id])
            named = text_of(site, "name") if site else ""
            label = joined([_("Where I take part"), named], " · ")
            links.append({"label": label, "url": url, "icon": "place"})
        if any(one.ends_at > timezone.now() and not one.is_cancelled for one in sessions):
            url = reverse("ask-leave", args=[offering.public_id])
            links.append({"label": _("Ask for leave"), "url": url, "icon": "calendar"})
        if any(one.starts_at <= timezone.now() for one in sessions):
            url = reverse("my-marks", args=[offering.public_id])
            links.append({"label": _("My marks"), "url": url, "icon": "document"})
    return links


def _links(
    request: HttpRequest, offering: Any, programme: Any, sessions: list[Any]
) -> list[dict[str, str]]:
    """What everybody finds here."""
    links, page = [], offering.page
    # A page that was taken down is still open to those who registered, but leads nowhere.
    if page.live and (url := programme.get_url(request) or page.get_url(request)):
        links.append({"label": _("About this programme"), "url": url, "icon": "document"})
    if _has_feed(offering, sessions):
        links.append({"label": _("Add to my calendar"), "url": "#subscribe", "icon": "calendar"})
    return links
