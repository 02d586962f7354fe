"""Names of persons: family name first, found by pinyin and initials."""

import re
import unicodedata
from typing import Any

from pypinyin import Style, lazy_pinyin, load_single_dict

HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
LONGEST_KEY = 400

# Characters of names that the dictionary lacks.
load_single_dict({ord("𠮷"): "jí"})

# Family names that are read otherwise than the character usually is.
SURNAMES = {
    "单": "shan", "曾": "zeng", "仇": "qiu", "区": "ou", "解": "xie", "查": "zha", "朴": "piao",
    "盖": "ge", "乐": "yue", "覃": "qin", "翟": "zhai", "秘": "bi", "缪": "miao", "洗": "xian",
    "员": "yun", "卜": "bu", "召": "shao", "种": "chong", "折": "she", "黑": "he", "繁": "po",
    "隗": "wei", "郇": "xun", "佴": "nai", "尉": "yu", "祭": "zhai", "句": "gou", "牟": "mu",
    "阚": "kan",
}  # fmt: skip
COMPOUND = {
    "欧阳": "ouyang", "司马": "sima", "上官": "shangguan", "诸葛": "zhuge", "司徒": "situ",
    "夏侯": "xiahou", "皇甫": "huangfu", "尉迟": "yuchi", "公孙": "gongsun", "长孙": "zhangsun",
    "宇文": "yuwen", "慕容": "murong", "令狐": "linghu", "东方": "dongfang", "西门": "ximen",
    "南宫": "nangong", "独孤": "dugu", "端木": "duanmu", "司空": "sikong", "申屠": "shentu",
    "万俟": "moqi", "澹台": "tantai", "百里": "baili", "呼延": "huyan", "闻人": "wenren",
    "轩辕": "xuanyuan", "钟离": "zhongli", "公冶": "gongye", "太史": "taishi", "赫连": "helian",
    "鲜于": "xianyu", "闾丘": "lvqiu", "宗政": "zongzheng", "濮阳": "puyang", "淳于": "chunyu",
    "单于": "chanyu", "完颜": "wanyan", "纳兰": "nalan", "第五": "diwu", "梁丘": "liangqiu",
    "拓跋": "tuoba", "东郭": "dongguo", "公羊": "gongyang", "子车": "ziju", "颛孙": "zhuansun",
}  # fmt: skip


def full_name(family: str, given: str) -> str:
    """Family name first; without a space where the name is written in Han characters."""
    family, given = family.strip(), given.strip()
    joiner = "" if HAN.search(family + given) or not given or not family else " "
    return f"{family}{joiner}{given}"


def split_name(name: str) -> tuple[str, str]:
    """A name as lists write it, as family and given name.

    欧阳堃 → 欧阳, 堃. A name with a dot (阿依努尔·买买提江) or of one character is a given name.
    """
    name = " ".join(unicodedata.normalize("NFC", name).split())
    if HAN.match(name[:1] or " "):
        name = name.replace(" ", "")
        if "·" in name or "•" in name or len(name) < 2:
            return "", name
        length = 2 if name[:2] in COMPOUND and len(name) > 2 else 1
        return name[:length], name[length:]
    family, _space, given = name.partition(" ")
    return (family, given) if given else ("", family)


def search_key(name: str) -> str:
    """What a name is found by: itself, its pinyin joined, its initials; lower case.

    A family name that is read in two ways is found by both: as a name first, then as the character
    is usually read. ü is found as v and as yu (吕: lv, lyu).
    """
    found = [name]
    for syllables in _readings(name):
        initials = "".join(syllable[0] for syllable in syllables if syllable.strip())
        for part in ("".join(syllables), initials):
            if part not in found:
                found.append(part)
    return " ".join(found).lower()[:LONGEST_KEY].rstrip()


def _readings(name: str) -> list[list[str]]:
    usual = lazy_pinyin(name, style=Style.NORMAL, errors="default")
    found = [usual]
    if (whole := COMPOUND.get(name[:2])) and len(name) > 2:
        apart = [lazy_pinyin(char)[0] for char in name[:2]]
        known = _syllables(whole)
        found = [[*known, *usual[2:]], usual, [*apart, *usual[2:]]]
    elif own := SURNAMES.get(name[:1]):
        # Alone, so that a phrase (单于) does not decide about a family name.
        found = [[own, *lazy_pinyin(name[1:], errors="default")], usual]
    for syllables in list(found):
        if any("v" in syllable and HAN.search(name) for syllable in syllables):
            found.append([syllable.replace("v", "yu") for syllable in syllables])
    return found


def _syllables(joined: str) -> list[str]:
    """The two syllables of a compound family name."""
    return re.findall(r"[^aeiouv]*[aeiouv]+(?:ng|n(?![aeiouv])|r(?![aeiouv]))?", joined)


def display_name(person: Any) -> str:
    """How allauth and the header call a person."""
    return person.name
