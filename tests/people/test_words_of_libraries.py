"""What django-allauth and Django's forms say: in this site's words, politely, nothing lost."""

import re
from pathlib import Path

import allauth
import django
import polib
import pytest
from django import forms
from django.utils.translation import gettext, ngettext, override

# Rooms of allauth that nobody but an administrator of the database sees, or that are not installed.
ELSEWHERE = re.compile(
    r"(templates/)?(idp|headless)/|socialaccount/(models|providers/oauth)|.*(apps|admin)\.py"
)
# Another word for what this site calls 邮箱, 账号, 验证码, 恢复码, 通行密钥, 退出登录, 两步验证.
FOREIGN = re.compile(
    r"你|[Ee]mail|电子邮件|账户|帐|代码|登出|注销|[Pp]asskey|[Tt]oken|双因素|无密码"
)
IN_TITLES = re.compile(r"[a-z] (?!QR|JavaScript|Yanxi)[A-Z][a-z]")
PLACES = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


def entries(catalogue: Path) -> list[polib.POEntry]:
    """Every message of a library's Chinese catalogue that the site can show."""
    found = [entry for entry in polib.pofile(str(catalogue)) if not entry.obsolete]
    shown = [
        entry
        for entry in found
        if not entry.occurrences
        or not all(ELSEWHERE.match(file) for file, _line in entry.occurrences)
    ]
    assert shown, catalogue
    return shown


def said(entry: polib.POEntry) -> str:
    """What a reader of Chinese gets."""
    with override("zh-hans"):
        if entry.msgid_plural:
            return ngettext(entry.msgid, entry.msgid_plural, 2)
        return gettext(entry.msgid)


@pytest.mark.parametrize("library", [allauth, django])
def test_a_library_speaks_as_the_site_does(library: object) -> None:
    folder = Path(str(library.__file__)).parent / ("contrib/auth" if library is django else "")
    rows = entries(folder / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po")
    if library is django:
        rows = [row for row in rows if "password" in row.msgid and "Raw" not in row.msgid]
    wrong = {row.msgid: said(row) for row in rows if FOREIGN.search(PLACES.sub("", said(row)))}
    assert wrong == {}


def own(language: str) -> polib.POFile:
    """What this site says in a library's place."""
    folder = Path(__file__).parents[2] / "site/locale/libraries"
    return polib.pofile(str(folder / language / "LC_MESSAGES/django.po"))


def test_the_english_of_a_library_is_written_in_sentences() -> None:
    rows = entries(Path(allauth.__file__).parent / "locale/zh_Hans/LC_MESSAGES/django.po")
    with override("en"):
        spoken = {row.msgid: gettext(row.msgid) for row in rows if not row.msgid_plural}
    wrong = {key: text for key, text in spoken.items() if IN_TITLES.search(text)}
    assert wrong == {}
    assert IN_TITLES.search("Enter Email Verification Code")


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_form_says_what_to_write(language: str) -> None:
    class Trial(forms.Form):
        address = forms.EmailField()
        title = forms.CharField(max_length=3)
        day = forms.DateField()

    with override(language):
        errors = Trial({"address": "x", "title": "abcde", "day": "x"}).errors.as_text()
    assert not re.search(r"变量|有效|Email|[Ee]nsure|valid", errors), errors
    assert {"name@example.org", "3", "5"} <= set(re.findall(r"name@example.org|[35]", errors))


@pytest.mark.parametrize("language", ["zh_Hans", "en"])
def test_a_translation_keeps_every_placeholder(language: str) -> None:
    for entry in own(language):
        for text in [entry.msgstr] if entry.msgstr else entry.msgstr_plural.values():
            wanted = set(PLACES.findall(entry.msgid))
            left_out = wanted - set(PLACES.findall(text))
            assert set(PLACES.findall(text)) <= wanted, entry.msgid
            assert left_out <= {"%(site_name)s"}, entry.msgid


@pytest.mark.parametrize("language", ["zh_Hans", "en"])
def test_no_sentence_of_a_library_is_kept_that_it_no_longer_says(language: str) -> None:
    core = Path(django.__file__).parent
    theirs = {
        entry.msgid
        for folder in (Path(allauth.__file__).parent, core / "contrib/auth", core / "conf")
        for entry in polib.pofile(str(folder / "locale/zh_Hans/LC_MESSAGES/django.po"))
    }
    assert {entry.msgid for entry in own(language)} <= theirs
