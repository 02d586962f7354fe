"""What an editor is told beside the fields that pages share, and those of the site's settings."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

SUMMARY = FieldPanel(
    "summary",
    help_text=_(
        "One sentence: what readers find here. It stands below the title, in lists, in search "
        "results and on the card of a shared link."
    ),
)
TEXT = FieldPanel(
    "body",
    help_text=_(
        "Made of blocks: press the plus to choose one. A translation without a text of its own "
        "shows that of the page it translates."
    ),
)
DATED = FieldPanel(
    "published_on",
    help_text=_(
        "Shown below the title; lists go by it, the latest first. To publish at a later time, set "
        "a schedule under “Status”."
    ),
)
PROMOTION: list[Any] = [
    MultiFieldPanel(
        [
            FieldPanel(
                "slug",
                help_text=_(
                    "The last part of the page's address, best in lower-case letters, digits and "
                    "hyphens. After a change the old address leads to the new one."
                ),
            ),
            FieldPanel(
                "seo_title",
                help_text=_(
                    "The title in search engines and on the browser's tab. Empty: the page's own."
                ),
            ),
            FieldPanel(
                "search_description",
                help_text=_(
                    "What search engines, and the card of a shared link, say below the title. "
                    "Empty: the one-sentence promise."
                ),
            ),
        ],
        _("For search engines"),
    ),
    FieldPanel(
        "picture",
        help_text=_(
            "A landscape picture, best 1200 pixels wide or more; cut around its focal point for "
            "the page, for lists and for the card of a shared link. Empty: the drawing below."
        ),
    ),
    FieldPanel(
        "motif",
        help_text=_("Drawn by the site while there is no picture. Empty: what suits the page."),
    ),
]
IDENTITY = MultiFieldPanel(
    [
        FieldPanel("name", help_text=_("At the top of every page and on the browser's tab.")),
        FieldPanel("name_en", help_text=_("The same on English pages.")),
        FieldPanel(
            "operator",
            help_text=_("Who runs the site, in the footer. Empty: a sentence about the site."),
        ),
        FieldPanel("operator_en", help_text=_("The same on English pages.")),
        FieldPanel(
            "emblem",
            help_text=_("A square picture beside the site's name. Empty: the emblem of this site."),
        ),
    ],
    _("Identity"),
)
CONTACT = MultiFieldPanel(
    [FieldPanel("contact_email"), FieldPanel("contact_phone"), FieldPanel("address")],
    _("Contact"),
    help_text=_(
        "In the footer, seen by everybody: give a shared mailbox. What is empty is not shown."
    ),
)
FILING = MultiFieldPanel(
    [FieldPanel("icp_number"), FieldPanel("police_number")],
    _("Filing"),
    help_text=_(
        "Word by word as they were granted; they stand in the footer and lead to the registries. "
        "What is empty is not shown."
    ),
)
