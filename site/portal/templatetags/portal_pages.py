"""What templates of the portal's pages ask for."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from events import gathering
from portal import campaigns, columns, figures, home, sections
from portal.models import ColumnPage
from publishing.passages import Part

register = template.Library()


@register.filter
def with_marks(parts: Iterable[Part]) -> SafeString:
    """What was found, `<mark>`s around what was asked for."""
    html = (format_html("<mark>{}</mark>" if one.marked else "{}", one.text) for one in parts)
    return mark_safe("".join(html))  # noqa: S308 - each part was escaped


@register.simple_tag
def rss_of(column: ColumnPage) -> str:
    """`{% rss_of page as rss %}`: the address of a column's news; nothing for an unsaved one."""
    url = column.url or "" if column.pk else ""
    where = url.removeprefix("/en").strip("/")
    return reverse("column-feed", args=[where]) if where else ""


@register.simple_tag(takes_context=True)
def home_content(context: dict[str, Any]) -> home.Home:
    """`{% home_content as content %}`."""
    return home.home_of(context.get("request"))


@register.simple_tag(takes_context=True)
def my_own(context: dict[str, Any]) -> home.Own | None:
    """`{% my_own as own %}`: None for the anonymous, whose page is cached."""
    request = context.get("request")
    return home.own(getattr(request, "user", None), request)


@register.simple_tag
def home_figures() -> list[dict[str, Any]]:
    """`{% home_figures as figures %}`."""
    return figures.figures()


@register.simple_tag
def read_figures(body: Any) -> str:
    """`{% read_figures body %}` before its blocks: what all figures blocks count, together."""
    figures.read_figures(gathering.values_in(body, "figures"))
    return ""


@register.simple_tag
def figures_by_rule(value: Any) -> list[dict[str, Any]]:
    """`{% figures_by_rule self as figures %}` in a figures block."""
    shown: list[dict[str, Any]] = gathering.known(value, figures.read_figures)
    return shown


@register.simple_tag(takes_context=True)
def campaign(context: dict[str, Any]) -> campaigns.Campaign:
    """`{% campaign as campaign %}` on a campaign page."""
    return campaigns.gathered(context["page"], context.get("request"))


@register.simple_tag(takes_context=True)
def column_listing(context: dict[str, Any]) -> columns.ColumnListing:
    """`{% column_listing as listing %}`."""
    return columns.column_listing(context["page"], context.get("request"))


@register.simple_tag(takes_context=True)
def beside(context: dict[str, Any]) -> columns.Beside:
    """`{% beside as beside %}` on an article."""
    return columns.beside(context["page"])


@register.simple_tag(takes_context=True)
def section_url(context: dict[str, Any], model: str) -> str:
    """`{% section_url "courses.CourseIndexPage" as url %}`: empty while there is no such page."""
    return sections.url_of(model, context.get("request"))


@register.simple_tag(takes_context=True)
def ways_on(context: dict[str, Any]) -> list[dict[str, str]]:
    """Where to look when a search gave nothing."""
    return sections.ways_on(context.get("request"))
