"""Everything that can be found without running a test, side by side; says nothing of what is well.

Exits with 1 and the whole output of each check that found something.
"""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
WEB = ROOT / ".ci" / "web"
ROOMS = ["site", "courses", "events", "media"]
# Enough for the settings to load; nothing is connected to.
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "config.settings.production",
    "SECRET_KEY": "checked-and-thrown-away-0123456789-abcdefghijklmnopqrstuvwxyz",
    "ALLOWED_HOSTS": "study.example.org",
    "EMAIL_URL": "smtp://127.0.0.1:1",
    "SITE_URL": "https://study.example.org",
    "DATABASE_URL": "postgres://nobody@127.0.0.1:1/nothing",
}


@dataclass
class Check:
    """One command; a name to speak of it, and how to mend what it finds."""

    name: str
    command: list[str]
    mend: str = ""
    environment: dict[str, str] = field(default_factory=dict)


def python(*words: str) -> list[str]:
    """A command of the environment's own Python."""
    return [sys.executable, *words]


def web(program: str, target: str, config: str = "stylelint.config.mjs") -> list[str]:
    """A command of those that .ci/web locks."""
    return [str(WEB / "node_modules" / ".bin" / program), "--config", str(WEB / config), target]


def checks() -> list[Check]:
    """The longest first, so that the cores are done together."""
    templates = [str(path) for path in sorted(ROOT.glob("templates/**/*.html"))]
    found = [
        Check("types", python("-m", "mypy", *ROOMS, "manage.py", "gunicorn.conf.py")),
        Check(
            "translations", python(".ci/translations.py", "check"), "make messages, then translate"
        ),
        Check("imports", [str(BIN / "lint-imports"), "--cache-dir", "var/import_linter"]),
        Check(
            "deployment",
            python("manage.py", "check", "--deploy", "--fail-level", "WARNING"),
            "",
            PRODUCTION,
        ),
        Check("migrations", python("manage.py", "makemigrations", "--check", "--dry-run")),
        Check("lint", python("-m", "ruff", "check", "."), "make format"),
        Check("format", python("-m", "ruff", "format", "--check", "."), "make format"),
        Check("packages", python("-m", "pip", "check")),
    ]
    if (WEB / "node_modules").is_dir():
        found += [
            Check("style sheets", web("stylelint", "site/static/css/**/*.css")),
            Check("scripts", web("eslint", "site/static/js", config="eslint.config.mjs")),
        ]
    else:
        print("NOT CHECKED: style sheets and scripts need Node (make programs)")
    if templates:
        found.insert(2, Check("templates", python("-m", "djlint", "--quiet", "--lint", *templates)))
        found.append(
            Check("template format", [str(BIN / "djade"), "--check", *templates], "make format")
        )
    return found


def run(check: Check) -> tuple[Check, bool, str, float]:
    """Run one check to its end: whether it was well, what it said, how many seconds it took."""
    start = time.monotonic()
    done = subprocess.run(
        check.command,
        check=False,
        cwd=ROOT,
        env=os.environ
        | {"PYTHONWARNINGS": "error" if check.environment else "default"}
        | check.environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    return check, done.returncode == 0, done.stdout + done.stderr, time.monotonic() - start


def main() -> int:
    """Run them all and report each in its turn."""
    (ROOT / "var").mkdir(exist_ok=True)
    wrong = []
    with ThreadPoolExecutor(max_workers=max(2, os.cpu_count() or 2)) as pool:
        for check, well, said, seconds in pool.map(run, checks()):
            print(f"{'ok  ' if well else 'WRONG'} {check.name} ({seconds:.1f} s)", flush=True)
            if not well:
                wrong.append(check.name)
                print(said, f"Mend: {check.mend}\n" if check.mend else "", flush=True)
    if wrong:
        print("Wrong:", ", ".join(wrong))
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
