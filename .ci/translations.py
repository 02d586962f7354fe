"""Message catalogues: `update` collects strings, `check` finds what has no Chinese.

Message ids are English, so English needs no catalogue. Both need gettext's programs.
"""

import os
import shutil
import sys
import tempfile
from pathlib import Path

from babel.messages.catalog import Message
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[1]
CATALOGUES = ROOT / "site" / "locale"
LANGUAGE = "zh_Hans"
# Nothing of what lies there is shown to a person.
ELSEWHERE = [".venv", ".ci", "var", "tests", "site/static/vendor", "site/locale", "node_modules"]


def collect(target: Path) -> None:
    """Bring the catalogues under `target` up to the strings in code, templates and scripts."""
    sys.path[:0] = [str(ROOT), str(ROOT / "site")]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    import django  # noqa: PLC0415 (needs the path above)
    from django.core.management import call_command  # noqa: PLC0415 (as above)
    from django.test.utils import override_settings  # noqa: PLC0415 (as above)

    django.setup()
    options = {
        "locale": [LANGUAGE],
        "ignore_patterns": ELSEWHERE,
        "no_obsolete": True,
        "no_location": True,
    }
    with override_settings(LOCALE_PATHS=[target]):
        call_command("makemessages", domain="django", verbosity=0, **options)
        # Its own name for the domain of scripts, which it collects from .js files alone.
        call_command("makemessages", domain="djangojs", verbosity=0, **options)


def untranslated(catalogue: Path) -> list[str]:
    """Each message of a catalogue that has no finished translation."""
    with catalogue.open("rb") as file:
        return [
            str(message.id) for message in read_po(file) if message.id and not finished(message)
        ]


def finished(message: Message) -> bool:
    """Whether every form of it is translated and none is a guess."""
    forms = message.string if isinstance(message.string, tuple) else (message.string,)
    return all(forms) and not message.fuzzy


def check() -> int:
    """Print what is missing; 1 when anything is."""
    if not shutil.which("xgettext"):
        print("NOT CHECKED: needs gettext")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        copy = shutil.copytree(CATALOGUES, Path(folder) / "locale")
        collect(copy)
        missing = [text for file in sorted(copy.rglob("*.po")) for text in untranslated(file)]
    for text in missing:
        print(f"no Chinese: {text}")
    return bool(missing)


def update() -> int:
    """Collect in place, sorted, so that two people's additions merge."""
    collect(CATALOGUES)
    for file in CATALOGUES.rglob("*.po"):
        print(file.relative_to(ROOT), len(untranslated(file)), "without Chinese")
    return 0


if __name__ == "__main__":
    os.chdir(ROOT)
    sys.exit({"check": check, "update": update}[sys.argv[1]]())
