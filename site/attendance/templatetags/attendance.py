"""The cells of a matrix. Twelve thousand of them pass through here, so they are put together as
text: a template for each would take seconds.
"""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from attendance.enums import AttendanceStatus
from attendance.glyphs import SIGNS, legend

register = template.Library()


@register.simple_tag
def matrix_rows_cells(matrix: Any) -> list[tuple[Any, SafeString]]:
    """Each row with its cells: a sign that leads to the history of the mark, named by its word.

    Everything in a cell is ours: signs, escaped words, addresses without anybody's text.
    """
    words = {status: escape(label) for status, _sign, label in legend()}
    anchors = [f"#s-{column.session.public_id}" for column in matrix.columns]
    signs = {
        status: (f'<td class="m m--{status}"><a href="', f'" aria-label="{word}">{SIGNS[status]}')
        for status, word in words.items()
    }
    found = []
    for row in matrix.rows:
        to = reverse("attendance:one", args=[row.registration.pk])
        cells = [
            f"{signs[status][0]}{to}{anchor}{signs[status][1]}</a></td>"
            for status, anchor in zip(row.statuses, anchors, strict=True)
        ]
        found.append((row, mark_safe("".join(cells))))  # noqa: S308 (see above)
    return found


@register.simple_tag
def paper_address(offering: Any, kind: Any) -> str:
    """Where a paper of an offering is."""
    return reverse(f"attendance:{kind.address}", args=[offering.pk])


@register.filter
def status_word(status: str) -> Any:
    """The word of a status; a dash where there was none."""
    return AttendanceStatus(status).label if status else "–"


@register.filter
def sign(status: str) -> str:
    """The sign of a status."""
    return SIGNS[status]
