"""The rules of the house that a machine can keep (docs/adr has the reasons)."""

import ast
import re
import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.apps import apps
from django.conf import settings

from config.env import Env
from kernel.privacy import PROVIDERS

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
ROOMS_AT_THE_ROOT = {"courses", "events", "media"}
AT_THE_ROOT = {
    *ROOMS_AT_THE_ROOT,
    *(
        ".ci",
        ".git",
        ".gitignore",
        ".python-version",
        ".venv",
        "docs",
        "site",
        "templates",
        "tests",
        "var",
    ),
    *("CHANGELOG.md", "Makefile", "README.md", "gunicorn.conf.py", "manage.py", "pyproject.toml"),
    "requirements.txt",
}
CACHES = {"__pycache__", ".hypothesis", ".import_linter_cache", ".ruff_cache", ".mypy_cache"}
NOT_ROOMS = {"config", "locale", "static"}
FILE_LINES, FUNCTION_LINES = 300, 40
UNAVOIDABLE = "noqa: PLC0415 ("  # with the reason in the parentheses
TRANSLATION = "django.utils.translation"
NAMELESS = {"utils", "helpers", "misc", "common", "tools"}


def is_room(folder: Path) -> bool:
    """A folder of code; what only holds other files is none yet."""
    return folder.is_dir() and folder.name not in NOT_ROOMS and any(folder.rglob("*.py"))


@cache
def rooms() -> dict[str, Path]:
    """Every room by its name."""
    folders = [*(ROOT / "site").iterdir(), *(ROOT / name for name in ROOMS_AT_THE_ROOT)]
    return {folder.name: folder for folder in folders if is_room(folder)}


@cache
def source() -> list[Path]:
    """Every Python file of the site, its tests and its tools."""
    folders = [*rooms().values(), ROOT / "site/config", ROOT / "tests", ROOT / ".ci"]
    return [
        *ROOT.glob("*.py"),
        *(file for folder in folders for file in sorted(folder.rglob("*.py"))),
    ]


@cache
def tree(file: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(file.read_text("utf-8"), str(file))


def written_by_hand(file: Path) -> bool:
    """Migrations are written by a program."""
    return "migrations" not in file.parts


def named(file: Path) -> str:
    """A path as people write it."""
    return str(file.relative_to(ROOT))


def functions(node: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function in a tree, at any depth."""
    return (n for n in ast.walk(node) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef))


@cache
def templates() -> list[Path]:
    """Every template of our own."""
    folders = [ROOT / "templates", *(room / "templates" for room in rooms().values())]
    return [file for folder in folders for file in sorted(folder.rglob("*.html"))]


def found_in_templates(pattern: str) -> list[str]:
    """Each place in the templates, comments apart, where `pattern` matches."""
    comment = re.compile(r"\{#.*?#\}|\{% comment.*?endcomment %\}|<!--.*?-->", re.DOTALL)
    return [
        f"{named(file)}: {match.group(0)}"
        for file in templates()
        for match in re.finditer(pattern, comment.sub("", file.read_text("utf-8")), re.IGNORECASE)
    ]


def test_site_is_a_path_and_no_package():
    loose = [named(file) for file in (ROOT / "site").iterdir() if file.suffix == ".py"]
    assert loose == [], "it would stand before a module of the standard library"


def test_no_room_has_the_name_of_another_package():
    shadows = [
        name for name in rooms() if (ROOT / "site" / name).exists() and name in ROOMS_AT_THE_ROOT
    ]
    assert shadows == [], "a room lies in site/ or at the root, never in both"


def test_manage_py_puts_site_on_the_path_and_nothing_else():
    inserts = re.findall(r"sys\.path\.\w+\(.*\)", (ROOT / "manage.py").read_text("utf-8"))
    assert len(inserts) == 1
    assert '"site"' in inserts[0]
    assert len((ROOT / "manage.py").read_text("utf-8").splitlines()) < 20


def test_git_ignores_no_source():
    produced = ["var/x", "site/locale/x.mo"]
    files = ["site/config/urls.py", "media/models.py", *produced]
    ignored = subprocess.run(
        ["git", "check-ignore", "--no-index", *files],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ignored.stdout.split() == produced


def test_the_root_holds_nothing_else():
    there = {path.name for path in ROOT.iterdir() if path.name not in CACHES}
    assert sorted(there - AT_THE_ROOT) == []


def test_every_room_says_what_it_is_for():
    silent = [
        n for n, folder in rooms().items() if not ast.get_docstring(tree(folder / "__init__.py"))
    ]
    assert silent == []


def test_every_room_is_installed_and_has_its_place_among_the_imports():
    contracts = {
        contract["id"]: contract for contract in PROJECT["tool"]["importlinter"]["contracts"]
    }
    in_order = [name for line in contracts["rooms"]["layers"] for name in line.split(" | ")]
    assert set(in_order) == {*rooms(), "config"}
    assert set(contracts["inside"]["containers"]) == set(rooms())
    assert set(contracts["cycles"]["ancestors"]) == set(rooms())
    assert set(rooms()) <= {app.label for app in apps.get_app_configs()}


def test_files_are_short():
    lines = {f: len(f.read_text("utf-8").splitlines()) for f in source() if written_by_hand(f)}
    assert {named(file): n for file, n in lines.items() if n > FILE_LINES} == {}


def test_functions_are_short():
    def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
        return (function.end_lineno or 0) - function.lineno + 1

    files = [f for f in source() if written_by_hand(f) and ROOT / "tests" not in f.parents]
    long = {
        f"{named(file)}:{function.lineno} {function.name}": length(function)
        for file in files
        for function in functions(tree(file))
        if length(function) > FUNCTION_LINES
    }
    assert long == {}


def test_modules_have_names():
    assert [named(file) for file in source() if {file.stem, file.parent.name} & NAMELESS] == []


def test_imports_stand_at_the_top():
    """But in AppConfig.ready, which exists for them, and where a comment says why."""
    hidden = [
        f"{named(file)}:{node.lineno}"
        for file in source()
        if written_by_hand(file) and file.name not in {"manage.py", "apps.py"}
        for function in functions(tree(file))
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
        and UNAVOIDABLE not in file.read_text("utf-8").splitlines()[node.lineno - 1]
    ]
    assert hidden == []


def test_nothing_is_left_for_later():
    word = re.compile(r"\b(TO[D]O|FIX[M]E|XX[X])\b")
    files = [*source(), *templates(), *(ROOT / "site/static").glob("[cj]s*/**/*.[cj]s*")]
    assert [named(f) for f in files if word.search(f.read_text("utf-8"))] == []


def test_no_test_is_skipped_for_good():
    marks = re.compile(r"mark\.(skip\b|xfail)|pytest\.(skip|xfail)\(")
    files = [f for f in (ROOT / "tests").rglob("test_*.py") if f != Path(__file__)]
    assert [named(f) for f in files if marks.search(f.read_text("utf-8"))] == []


def test_templates_hold_no_inline_style():
    found = found_in_templates(r"<style\b|\sstyle\s*=")
    # A mail has no style sheet, and no policy of ours reaches the program that shows it.
    assert [place for place in found if not place.startswith("templates/notices/mail.html:")] == []


def test_templates_hold_no_inline_script():
    outside_or_data = r"[^>]*(\bsrc\s*=|type=\"application/(ld\+)?json\")"
    assert found_in_templates(rf"<script\b(?!{outside_or_data})[^>]*>") == []


def test_templates_hold_no_event_attribute():
    assert found_in_templates(r"<[a-z][^<>]*\s(on[a-z]+|hx-on[:\w-]*)\s*=") == []
    assert found_in_templates(r"\shref\s*=\s*[\"']javascript:[^\"']*") == []


def test_templates_load_nothing_from_another_host():
    assert (
        found_in_templates(
            r"<(script|link|img|iframe|source|use)\b[^>]*(src|href)\s*=\s*[\"'](https?:)?//[^>]*"
        )
        == []
    )


def words_of(file: Path) -> Iterator[tuple[str | None, str]]:
    """Context and text of what a file has translated, under whatever name it does so."""
    parts = list(ast.walk(tree(file)))
    found = (n for n in parts if isinstance(n, ast.ImportFrom) and n.module == TRANSLATION)
    names = {one.asname or one.name: one.name for part in found for one in part.names}
    for call in (part for part in parts if isinstance(part, ast.Call)):
        verb = names.get(getattr(call.func, "id", ""), getattr(call.func, "attr", ""))
        texts = [part.value for part in call.args if isinstance(part, ast.Constant)]
        if "gettext" in verb and len(texts) > ("pgettext" in verb):
            yield (texts[0], texts[1]) if "pgettext" in verb else (None, texts[0])


def first_of(text: str | tuple[str, ...]) -> str:
    """A text, in the singular where it has both."""
    return text if isinstance(text, str) else text[0]


def test_all_words_of_the_code_are_in_the_catalogues():
    known = set()
    for file in (ROOT / "site/locale").rglob("*.po"):
        with file.open("rb") as catalogue:
            known |= {(one.context, first_of(one.id)) for one in read_po(catalogue)}
    for file in source():
        if written_by_hand(file) and not {ROOT / "tests", ROOT / ".ci"} & set(file.parents):
            assert set(words_of(file)) <= known, file


def test_the_lock_names_one_version_of_everything():
    lines = [line for line in (ROOT / "requirements.txt").read_text("utf-8").splitlines() if line]
    loose = [
        line
        for line in lines
        if not line.startswith("#") and not re.fullmatch(r"[\w.-]+==[\w.]+", line)
    ]
    assert loose == []


@pytest.mark.parametrize("package", ["django", "wagtail", "celery", "django-allauth"])
def test_what_is_installed_is_what_is_locked(package):
    """A careless `pip install` beside the lock pulls Django or Wagtail down in silence."""
    assert f"{package}=={version(package)}\n" in (ROOT / "requirements.txt").read_text("utf-8")


@pytest.mark.parametrize("setting", sorted(Env.model_fields))
def test_every_setting_is_documented(setting):
    assert f"`{setting.upper()}`" in (ROOT / "docs/operations.md").read_text("utf-8")


def test_every_model_that_points_at_a_person_has_a_provider():
    covered = {model for provider in PROVIDERS.values() for model in provider.models}
    pointing = {
        model
        for model in apps.get_models()
        if model._meta.app_label in rooms()
        for field in (*model._meta.local_fields, *model._meta.local_many_to_many)
        if is_person(field.related_model)
    }
    assert sorted(model._meta.label for model in pointing - covered) == []


def is_person(model: type | None) -> bool:
    """Whether it is the user model."""
    return model is apps.get_model(settings.AUTH_USER_MODEL)
