"""What Wagtail says: in this site's words, politely; none of ours in its place by chance.

Where a word means something else in Wagtail's screens, ours is set apart by a context.
"""

import re
from datetime import timedelta
from pathlib import Path

import polib
import pytest
import wagtail
from django.contrib.humanize.templatetags.humanize import naturaltime
from django.utils import timezone
from django.utils.translation import gettext, ngettext, override
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from tests.factories import make_event

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
    r"你|文档|帐|账户|工作流|缩略名|取消发布|子页面|父页面|区域设置|图像|修订|注销|对不起|抱歉|其它|[一-鿿][,:?!]|[一-鿿]\.(\s|$)|'%\(\w+\)s'|\.\.\."
    rf"|[一-鿿] {RECORD}|{RECORD} [一-鿿]"
)
# A count, then at once what is counted: "8 页面" for "8 个页面".
UNMEASURED = re.compile(
    r"%\((?:\w+_)?(?:count|counter|num_\w+|total|objects|successes|errors)\)[sd](?:</?\w+>)? ?"
    r"(?![个张项条次位人种级])[一-鿿]"
)
PLACES = re.compile(r"%\(\w+\)[sd]|%[sd]")
SCREENS = (
    "",
    "admin",
    "contrib/redirects",
    "contrib/settings",
    "contrib/simple_translation",
    "documents",
    "images",
    "locales",
    "sites",
    "snippets",
    "users",
)
OWN = Path(__file__).parents[2] / "site/locale/zh_Hans/LC_MESSAGES/django.po"


def rows_of(folder: str) -> list[polib.POEntry]:
    """What Wagtail says in Chinese in one of its rooms, messages with a context left out."""
    room = Path(wagtail.__file__).parent / folder
    file = room / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
    return [row for row in polib.pofile(str(file)) if not row.msgctxt]


def words_of(folder: str) -> dict[str, str]:
    """Each by its message."""
    return {row.msgid: row.msgstr for row in rows_of(folder)}


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


@pytest.mark.parametrize("folder", SCREENS)
def test_what_wagtail_counts_has_its_measure_word(folder: str) -> None:
    with override("zh-hans"):
        said = [ngettext(row.msgid, row.msgid_plural, 2) for row in rows_of(folder)]
    assert [text for text in said if UNMEASURED.search(text)] == []


def test_a_list_of_found_pages_names_nothing_it_does_not_know() -> None:
    """Wagtail counts "1-8 of 8 None" there."""
    with override("en"):
        place = gettext("%(start_index)s-%(end_index)s of %(items_count)s %(model_name)s")
    assert "%(model_name)s" not in place


def test_what_is_said_in_wagtails_place_keeps_every_placeholder() -> None:
    for row in polib.pofile(str(OWN.parents[2] / "wagtail/zh_Hans/LC_MESSAGES/django.po")):
        text = row.msgstr or row.msgstr_plural[0]
        wanted = set(PLACES.findall(row.msgid)) | set(PLACES.findall(row.msgid_plural))
        assert set(PLACES.findall(text)) <= wanted, row.msgid
        left_out = wanted - set(PLACES.findall(text))
        # In the list of a search Wagtail has nothing to put there.
        assert row.msgid_plural or left_out <= {"%(model_name)s"}, row.msgid


@pytest.mark.parametrize(("language", "below"), [("zh-hans", "共 2 项"), ("en", "2 pages")])
def test_below_a_list_stands_how_many_it_holds(language: str, below: str) -> None:
    pages = WagtailPaginator([1, 2], 10)
    pages.verbose_name_plural = "pages"
    with override(language):
        assert pages.items_count_label == below


@pytest.mark.parametrize(("language", "said"), [("zh-hans", "新建：课"), ("en", "新建: 课")])
def test_a_screen_says_what_is_done_and_to_what(language: str, said: str) -> None:
    view = WagtailAdminTemplateMixin()
    view.page_title, view.page_subtitle = "新建", "课"
    with override(language):
        assert view.get_header_title() == said
        view.page_subtitle = "新建"
        assert view.get_header_title() == "新建"


def test_how_long_a_page_waits_is_said_in_chinese() -> None:
    with override("zh-hans"):
        assert re.fullmatch(r"4\s*分钟之?前", naturaltime(timezone.now() - timedelta(minutes=4)))


@pytest.mark.django_db
def test_no_english_stands_in_the_chinese_screens_of_a_page(staff, client) -> None:
    client.force_login(staff.admin)
    event = make_event("一场沙龙")
    assert 'aria-label="Actions"' not in client.get(f"/admin/pages/{event.pk}/edit/").text
    asked = client.get(f"/admin/pages/{event.pk}/privacy/").json()["html"]
    assert "编辑" in asked
    assert not re.search("Editors|Organisers|Moderators", asked)
