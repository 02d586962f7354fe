"""The length of an essay in characters, by the rule that the browser reads too.

The rule lies in `static/essays/count_rule.json` and is explained there; `static/js/essay_count.js`
is its other reader. Nothing about the rule may be written here.
"""

import json
import re
import unicodedata
from pathlib import Path

RULE_FILE = Path(__file__).resolve().parents[1] / "static" / "essays" / "count_rule.json"
RULE = json.loads(RULE_FILE.read_text(encoding="utf-8"))


def _signs(name: str) -> str:
    """The inside of a regular expression's character class for one list of ranges."""
    return "".join(f"\\U{int(first, 16):08x}-\\U{int(last, 16):08x}" for first, last in RULE[name])


_EMPTY = re.compile(f"[{_signs('empty')}]*")
_BLANK = re.compile(f"{RULE['keycap']}|[{_signs('blank')}]")
_IGNORED = re.compile(f"[{_signs('ignored')}]")
_PART = f"[{_signs('word')}][{_signs('word')}{_signs('marks')}]*"
_COUNTED = re.compile(f"[{_signs('each')}]|{_PART}(?:[{_signs('joiners')}]{_PART})*")


def lines(text: str) -> int:
    """How many lines of `text` hold something, as a poem's are counted."""
    return sum(1 for line in text.split("\n") if not _EMPTY.fullmatch(line))


def characters(text: str) -> int:
    """How many characters `text` has by the rule: Han characters one each, a word or number one."""
    seen = _IGNORED.sub("", _BLANK.sub(" ", text))
    return sum(1 for _ in _COUNTED.finditer(unicodedata.normalize("NFKC", seen)))
