"""What every test can rely on.

Running them

    make test                                  everything, with PostgreSQL, Redis and Chromium
    make test ARGS="tests/events -k calendar"  a part of it, the same way
    .venv/bin/pytest tests/events              no server: `default` is SQLite; tests that need a
                                               server are skipped and named at the end
    .venv/bin/python -m tests.services .venv/bin/pytest tests/events
                                               the same with PostgreSQL and Redis beside it

Which database a test sees

    `default`  PostgreSQL under `make test`, else SQLite; what almost every test uses (`db`).
    `sqlite`   always SQLite, made only when a test of the run names it. For models and triggers:
               @pytest.mark.django_db(databases=["sqlite"]) and `.using("sqlite")`; for whole
               actions and views, which then find SQLite as `default`, the fixture `on_sqlite` and
               @pytest.mark.django_db(databases=["default", "sqlite"]). Beside PostgreSQL, what
               writes Wagtail's search index (saving or deleting a page) does not work there:
               the index has the tables of one engine in one process.

A test that goes over every address or screen is marked @pytest.mark.sweep: those come last, and
where a slow machine has been at the others for an hour in CI they are left out, and named.

A test that means something on PostgreSQL alone (row locks, concurrency) is marked
@pytest.mark.postgres; one that needs Redis is marked @pytest.mark.redis and takes `redis_url`.
Everything in tests/journeys is @pytest.mark.browser without saying so.

A test that commits (`transactional_db`, `live_server`) leaves the database as the migrations left
it: see services/pristine.py.
"""

import os
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import fields
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import TransactionTestCase
from django.test.utils import override_settings, setup_databases, teardown_databases
from django.utils import translation

from people.groups import ensure_groups, sync_groups
from people.models import User
from tests.factories import Cast, make_cast
from tests.services import image, pristine
from tests.services.chromium import find_chromium
from tests.services.markup import find_validator
from tests.services.turns import Turns
from tests.services.wordings import all_agreeing
from tests.walk.scene import Scene, make_scene

HOW = "run `make test`, which installs or names what is missing"
STARTED, LONGEST = time.monotonic(), 70 * 60  # seconds; CI ends a run after ninety minutes


def pytest_addoption(parser: pytest.Parser) -> None:
    """What tests/test_permissions.py takes."""
    parser.addoption(
        "--rewrite-permissions",
        action="store_true",
        help="write the tables of docs/permissions.md anew instead of comparing with them",
    )


def pytest_itemcollected(item: pytest.Item) -> None:
    """Let SQLite be made for the tests that name it, and before anything else of theirs."""
    if "sqlite" in databases_of(item):
        item.fixturenames.insert(0, "sqlite_database")


def _marked(item: pytest.Item, name: str) -> bool:
    return item.get_closest_marker(name) is not None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what cannot run here, saying why; sweeps come last, those in a browser last of all."""
    items.sort(key=lambda item: _marked(item, "sweep") * (1 + _marked(item, "browser")))
    missing = {}
    if connection.vendor != "postgresql":
        missing["postgres"] = "PostgreSQL"
    if not os.environ.get("TEST_REDIS_URL"):
        missing["redis"] = "Redis"
    if not find_chromium():
        missing["browser"] = "Chromium"
    if not find_validator():
        missing["node"] = "Node"
    for item in items:
        for marker, program in missing.items():
            if item.get_closest_marker(marker):
                item.add_marker(pytest.mark.skip(reason=f"needs {program}: {HOW}"))


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Leave a sweep out where no time is left for it."""
    late = time.monotonic() - STARTED > LONGEST
    if late and os.environ.get("CI") and item.get_closest_marker("sweep"):
        pytest.skip("this machine took too long for all the others")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name every skipped test: pytest itself only counts them."""
    skipped = terminalreporter.stats.get("skipped", [])
    if skipped:
        terminalreporter.section("NOT RUN", sep="=", yellow=True)
        for report in skipped:
            terminalreporter.line(f"{report.nodeid}: {report.longrepr[2]}", yellow=True)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Give each run its own SQLite files: two runs at once do not meet."""
    folder = tmp_path_factory.mktemp("sqlite")
    for wrapper in connections.all():
        if wrapper.vendor == "sqlite":
            wrapper.settings_dict["TEST"]["NAME"] = str(folder / f"{wrapper.alias}.sqlite3")


@pytest.fixture(scope="session")
def run_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that the workers of this run share."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session")
def image_folder(run_folder: Path) -> Path:
    """Where images of databases are; in CI a folder of this run."""
    return image.shelf(run_folder / "images")


@pytest.fixture(scope="session")
def turns(run_folder: Path) -> Iterator[Turns]:
    """Who of this run may have the machine."""
    with closing(Turns(run_folder / "turns")) as opened:
        yield opened


@pytest.fixture(autouse=True)
def _beside_others(turns: Turns) -> Iterator[None]:
    """Wait while a test of another worker measures time."""
    with turns.beside_others():
        yield


@pytest.fixture
def alone(turns: Turns, _beside_others: None) -> Iterator[None]:
    """No test of another worker runs beside this one: for those that measure time."""
    with turns.alone():
        yield


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None,
    django_db_blocker,
    django_db_modify_db_settings: None,
    image_folder: Path,
) -> Iterator[None]:
    """Make `default`; pytest-django's own fixture would make every alias at once."""
    wrapper = connections[DEFAULT_DB_ALIAS]
    with django_db_blocker.unblock(), image.in_turn(image_folder):
        kept = image.load(wrapper, wrapper.creation._get_test_db_name(), image_folder)
        made = setup_databases(
            0, interactive=False, keepdb=kept, aliases=[DEFAULT_DB_ALIAS], serialized_aliases=[]
        )
        if not kept:
            image.save(wrapper, image_folder)
        # SQLite is asked once in a process; no test counts it.
        assert wrapper.features.supports_json_field
        pristine.remember(wrapper)

    def instead_of_flush(case: TransactionTestCase) -> None:
        for alias in case._databases_names(include_mirrors=False):
            pristine.restore(connections[alias])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", instead_of_flush)
        yield
    with django_db_blocker.unblock():
        pristine.end_others(wrapper)
        teardown_databases(made, verbosity=0)


@pytest.fixture(scope="session")
def sqlite_database(django_db_setup: None, django_db_blocker, image_folder: Path) -> Iterator[None]:
    """Make `sqlite`; comes before the other fixtures of a test whose marker names it.

    Wagtail's first migrations write through `default` whatever alias is migrated, so it is
    `default` meanwhile.
    """
    with (
        django_db_blocker.unblock(),
        standing_in_for_default("sqlite") as wrapper,
        image.in_turn(image_folder),
    ):
        kept = image.load(wrapper, wrapper.creation._get_test_db_name(), image_folder)
        wrapper.creation.create_test_db(verbosity=0, autoclobber=True, keepdb=kept)
        if not kept:
            image.save(wrapper, image_folder)
        pristine.remember(wrapper)
    yield
    with django_db_blocker.unblock():
        connections["sqlite"].close()


def databases_of(item: pytest.Item) -> Sequence[str]:
    """The aliases that a test's marker names."""
    marker = item.get_closest_marker("django_db")
    return (marker and marker.kwargs.get("databases")) or ()


@contextmanager
def standing_in_for_default(alias: str) -> Iterator[BaseDatabaseWrapper]:
    """Let everything in this thread that asks for `default` find the database `alias`."""
    usual = connections[DEFAULT_DB_ALIAS]
    connections[DEFAULT_DB_ALIAS] = connections[alias]
    try:
        yield connections[alias]
    finally:
        connections[DEFAULT_DB_ALIAS] = usual


@pytest.fixture(scope="session", autouse=True)
def _files_of_this_run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Uploads, public and private, go to a folder of this run."""
    folder: Path = tmp_path_factory.mktemp("uploads")
    private = settings.STORAGES["private"]
    options = private.get("OPTIONS", {}) | {"location": folder / "private"}
    storages = settings.STORAGES | {"private": private | {"OPTIONS": options}}
    with override_settings(MEDIA_ROOT=folder / "public", STORAGES=storages):
        yield


@pytest.fixture(scope="session", autouse=True)
def _notices_can_be_reworded() -> Iterator[None]:
    """What the code passes is what the placeholders of each kind promise."""
    with all_agreeing():
        yield


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    """No test finds what another one left in the cache."""
    for cache in caches.all():
        cache.clear()


@pytest.fixture(autouse=True)
def _in_chinese() -> None:
    """Every test begins in the site's language, whatever the one before read last."""
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture
def on_sqlite(db: None) -> Iterator[BaseDatabaseWrapper]:
    """Let `default` be SQLite in this thread, so that whole actions and views run on it."""
    with standing_in_for_default("sqlite") as wrapper:
        yield wrapper


@pytest.fixture
def redis_url() -> str:
    """The address of an empty Redis; for tests marked `redis`."""
    return os.environ["TEST_REDIS_URL"]


@pytest.fixture
def cast(db: None) -> Cast:
    """The people of the tests: see tests/factories."""
    return make_cast()


@pytest.fixture
def scene(cast: Cast, settings) -> Scene:
    """One of everything, for those who walk over all addresses: see tests/walk.

    Private files are left to a proxy: whoever only knocks does not read them to their end.
    """
    settings.PRIVATE_FILES_PREFIX = "/private/"
    return make_scene(cast)


@pytest.fixture
def staff(cast: Cast) -> Cast:
    """The cast with its groups."""
    ensure_groups()
    for field in fields(cast):
        person = getattr(cast, field.name)
        if isinstance(person, User):
            sync_groups(person)
    return cast
