"""What templates of published essays ask for."""

from typing import Any

from django import template

from essays import awarding, collected
from essays.models import AwardPage, EssayCollectionPage, EssayPage
from publishing.beside import Beside, between
from publishing.templatetags.components import address

register = template.Library()


@register.simple_tag
def published_essay(page: EssayPage) -> collected.Shown:
    """`{% published_essay page as shown %}`."""
    return collected.shown(page)


@register.simple_tag
def essays_beside(page: EssayPage) -> Beside:
    """`{% essays_beside page as beside %}`: the essays before and after one in its collection."""
    return between(page, EssayPage.objects)


@register.simple_tag(takes_context=True)
def collected_essays(context: dict[str, Any]) -> collected.Collected:
    """`{% collected_essays as listing %}`."""
    return collected.collected(context["page"], context.get("request"))


@register.simple_tag
def awards_of(page: AwardPage) -> list[awarding.Honoured]:
    """`{% awards_of page as prizes %}`."""
    return awarding.honoured(page.task)


@register.simple_tag(takes_context=True)
def announcements(context: dict[str, Any]) -> list[dict[str, str]]:
    """`{% announcements as links %}` on a collection: title and address of its announcements."""
    page: Any = context["page"]
    if not page.path:
        return []
    rows = AwardPage.objects.child_of(page).live().public().select_related("locale")
    request = context.get("request")
    return [{"title": row.title, "url": row.get_url(request)} for row in rows]


@register.simple_tag
def feed_of(page: EssayCollectionPage) -> str:
    """`{% feed_of page as rss %}`: the address of a collection's news; none for an unsaved one."""
    url = page.url or "" if page.pk else ""
    where = url.removeprefix("/en").strip("/")
    return address(f"/rss/{where}.xml") if where else ""
