"""Words that Wagtail says too mean the same in its screens: ours are set apart by a context."""

from pathlib import Path

import polib
import pytest
import wagtail
from django.utils.translation import gettext, override

# Where Wagtail's own word may be another: who reads ours in its place reads the right thing.
OTHERWISE = {
    "(optional)",
    "Account",
    "Administrator",
    "All",
    "Approve with comment",
    "Changes",
    "Comments",
    "Documents",
    "For search engines",
    "Group",
    "Groups",
    "Height",
    "Keyboard shortcuts",
    "Loading",
    "Login",
    "Name",
    "New",
    "Next",
    "Previous",
    "Rename",
    "Reports",
    "Request changes",
    "Saving…",
    "Submitted",
    "This field is required.",
    "Width",
    "comment",
    "comments",
    "document",
    "documents",
    "name",
    "revision",
    "revisions",
    "slug",
}
SCREENS = ("", "admin", "contrib/redirects", "contrib/settings", "documents", "images", "users")
OWN = Path(__file__).parents[2] / "site/locale/zh_Hans/LC_MESSAGES/django.po"


def words_of(folder: str) -> dict[str, str]:
    """What Wagtail says in Chinese in one of its rooms, messages with a context left out."""
    room = Path(wagtail.__file__).parent / folder
    file = room / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
    return {row.msgid: row.msgstr for row in polib.pofile(str(file)) if not row.msgctxt}


@pytest.mark.parametrize("folder", SCREENS)
def test_no_word_of_ours_stands_in_wagtails_screens_by_chance(folder: str) -> None:
    ours = {row.msgid for row in polib.pofile(str(OWN)) if not row.msgctxt}
    with override("zh-hans"):
        shadowed = {
            word
            for word, theirs in words_of(folder).items()
            if word in ours - OTHERWISE and theirs and gettext(word) != theirs
        }
    assert shadowed == set()
