"""What Wagtail says: in this site's words, politely; none of ours in its place by chance.

Where a word means something else in Wagtail's screens, ours is set apart by a context.
"""

import re
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
# Not 您, 文件, 账号, 审核流程; half-width marks in Chinese, straight quotation marks about names, a
# gap before what a record is called.
RECORD = r"%\((?:model_name|page_type|snippet_type_name)\)s"
FOREIGN = re.compile(
    r"你|文档|帐|账户|工作流|缩略名|[一-鿿][,:?!]|[一-鿿]\.(\s|$)|'%\(\w+\)s'|\.\.\."
    rf"|[一-鿿] {RECORD}|{RECORD} [一-鿿]"
)
PLACES = re.compile(r"%\(\w+\)[sd]|%[sd]")
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


@pytest.mark.parametrize("folder", SCREENS)
def test_wagtail_speaks_as_the_site_does(folder: str) -> None:
    with override("zh-hans"):
        said = {word: gettext(word) for word in words_of(folder)}
    assert {word: text for word, text in said.items() if FOREIGN.search(text)} == {}


def test_what_is_said_in_wagtails_place_keeps_every_placeholder() -> None:
    for row in polib.pofile(str(OWN.parents[2] / "wagtail/zh_Hans/LC_MESSAGES/django.po")):
        text = row.msgstr or row.msgstr_plural[0]
        wanted = set(PLACES.findall(row.msgid)) | set(PLACES.findall(row.msgid_plural))
        assert set(PLACES.findall(text)) <= wanted, row.msgid
        left_out = wanted - set(PLACES.findall(text))
        # In the list of a search Wagtail has nothing to put there.
        assert row.msgid_plural or left_out <= {"%(model_name)s"}, row.msgid
