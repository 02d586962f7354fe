"""What django-allauth and Django say at sign-in: in this site's words, politely, nothing lost."""

import re
from pathlib import Path

import allauth
import django
import polib
import pytest
from django.utils.translation import gettext, ngettext, override

# Rooms of allauth that nobody but an administrator of the database sees, or that are not installed.
ELSEWHERE = re.compile(
    r"(templates/)?(idp|headless)/|socialaccount/(models|providers/oauth)|.*(apps|admin)\.py"
)
# Another word for what this site calls 邮箱, 账号, 验证码, 恢复码, 通行密钥, 退出登录, 两步验证.
FOREIGN = re.compile(
    r"你|[Ee]mail|电子邮件|账户|帐|代码|登出|注销|[Pp]asskey|[Tt]oken|双因素|无密码"
)
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


def test_a_translation_keeps_every_placeholder() -> None:
    own = Path(__file__).parents[2] / "site/locale/libraries/zh_Hans/LC_MESSAGES/django.po"
    for entry in polib.pofile(str(own)):
        text = entry.msgstr or entry.msgstr_plural[0]
        wanted = set(PLACES.findall(entry.msgid))
        left_out = wanted - set(PLACES.findall(text))
        assert set(PLACES.findall(text)) <= wanted, entry.msgid
        assert left_out <= {"%(site_name)s"}, entry.msgid


def test_no_sentence_of_a_library_is_kept_that_it_no_longer_says() -> None:
    own = Path(__file__).parents[2] / "site/locale/libraries/zh_Hans/LC_MESSAGES/django.po"
    theirs = {
        entry.msgid
        for folder in (Path(allauth.__file__).parent, Path(django.__file__).parent / "contrib/auth")
        for entry in polib.pofile(str(folder / "locale/zh_Hans/LC_MESSAGES/django.po"))
    }
    assert {entry.msgid for entry in polib.pofile(str(own))} <= theirs
