"""What Wagtail's "Checks" beside the editor of a page looks for, in the words of this site."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.userbar import ContentCheckerItem

# Names that cameras and editors give to files; nobody is told by them what a picture shows.
FILE_NAME = (
    r"\.(avif|gif|heic|jpe?g|png|svg|webp)$|_|^(dsc|img|image|photo|picture|图|图片|照片)\W*\d*$"
)


class ContentChecker(ContentCheckerItem):
    """Wagtail's checks, and pictures that nobody described."""

    axe_run_only = [*ContentCheckerItem.axe_run_only, "picture-undescribed"]
    axe_custom_rules = [
        *ContentCheckerItem.axe_custom_rules,
        {
            "id": "picture-undescribed",
            "impact": "critical",
            "selector": "figure[data-described] img",
            "tags": ["best-practice"],
            "any": ["non-empty-alt"],
            "enabled": True,
        },
    ]
    axe_custom_checks = [
        {"id": "check-image-alt-text", "options": {"pattern": FILE_NAME}},
        {"id": "check-empty-meta-description"},
    ]
    axe_messages = {
        "button-name": {
            "error_name": _("A button without words"),
            "help_text": _("Write on it what it does."),
        },
        "empty-heading": {
            "error_name": _("A heading without words"),
            "help_text": _("Write it, or delete the block."),
        },
        "empty-table-header": {
            "error_name": _("A column without a heading"),
            "help_text": _("Say what stands in the column."),
        },
        "frame-title": {
            "error_name": _("An embedded page without a title"),
            "help_text": _("Say what is embedded."),
        },
        "heading-order": {
            "error_name": _("A level of headings is left out"),
            "help_text": _("Below a heading of the page comes the next level, not a smaller one."),
        },
        "input-button-name": {
            "error_name": _("A button without words"),
            "help_text": _("Write on it what it does."),
        },
        "link-name": {
            "error_name": _("A link without words"),
            "help_text": _("Lay the link on words that say where it leads."),
        },
        "p-as-heading": {
            "error_name": _("Bold text in place of a heading"),
            "help_text": _("Use the block “Heading”: readers and search engines find it then."),
        },
        "alt-text-quality": {
            "error_name": _("An alternative text that is the name of a file"),
            "help_text": _("Say what somebody sees on the picture."),
        },
        "picture-undescribed": {
            "error_name": _("A picture without an alternative text"),
            "help_text": _("Say what somebody sees on it, or mark it as decoration."),
        },
        "empty-meta-description": {
            "error_name": _("No description for search engines"),
            "help_text": _("One sentence under “Promote”: what the page is about, for whom."),
        },
    }
