"""Who gets in where: docs/permissions.md says it, and every address is tried as everybody.

    pytest tests/test_permissions.py --rewrite-permissions    writes the tables anew

Read what changed in them before you commit it: the tables are the promise, not the record.
"""

from typing import Any

import pytest

from kernel.middleware import rule_of
from tests.walk import back_office
from tests.walk.addresses import API, Address, ours
from tests.walk.matrix import Table, Walk, cell, judge, takes_something
from tests.walk.positions import COLUMNS, make_gathered

pytestmark = pytest.mark.sweep

SECTIONS = {"GET": "Opening", "POST": "Sending"}
OTHER = ("PUT", "PATCH", "DELETE")


@pytest.fixture
def walk(cast):
    """The scene of one unit, and everybody signed in."""
    scene, people = make_gathered(cast)
    return scene, Walk(people)


@pytest.fixture
def agree(request):
    """Compares a table with the page; with `--rewrite-permissions` it writes it there."""
    return judge(request.config.getoption("--rewrite-permissions"))


def places(scene) -> dict[str, dict[str, Any]]:
    """What to try by what is written: the address of the scene's own record, and its rule."""
    found = {address.written: what(address, address.path(scene)) for address in ours()}
    draft, another = scene.draft.public_id, scene.submitted.public_id
    found["/o/<id>/ of a draft"] = {"path": f"/o/{draft}/", "positions": True}
    found["/me/essays/<id>/ of another"] = {"path": f"/me/essays/{another}/", "positions": True}
    return found


def what(address: Address, path: str) -> dict[str, Any]:
    """How `Walk.cells` is to try an address."""
    return {"path": path, "positions": address.is_about_a_record, "rule": rule_of(address.view)}


@pytest.mark.parametrize("method", SECTIONS)
def test_every_address_as_every_role_in_four_positions(walk, agree, method):
    scene, everybody = walk
    found = {written: everybody.cells(method, **place) for written, place in places(scene).items()}
    if method == "POST":
        found = {path: cells for path, cells in found.items() if takes_something(cells)}
    agree(SECTIONS[method], found)


def test_every_other_operation_of_the_api(walk, agree):
    scene, everybody = walk
    found: Table = {}
    for address in ours():
        for method in OTHER if address.pattern.startswith(API) else ():
            cells = everybody.cells(method, **what(address, address.path(scene)))
            if takes_something(cells):
                found[f"{method} {address.written}"] = cells
    agree("Through the API", found)


def test_the_back_office_as_every_role_in_four_positions(walk, agree):
    scene, everybody = walk
    found = {path: everybody.cells("GET", path, positions=False) for path in back_office.FRONT}
    at_the_door = zip(COLUMNS, found["/admin/"], strict=True)
    shut = frozenset(column for column, word in at_the_door if word != "yes")
    for screen in back_office.screens():
        path, about = back_office.path(screen, scene), "<" in screen.pattern
        cells = everybody.cells("GET", path, positions=about, shut=shut)
        found[back_office.written(screen)] = cells
    agree("Back office", found)


def test_a_cell_is_short_where_positions_do_not_matter():
    assert cell(["yes"] * 4) == "yes"
    assert cell(["yes", "yes", "no", "not found"]) == "YYNF"
