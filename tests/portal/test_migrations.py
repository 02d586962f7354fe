"""What is written already goes on to mean what it meant when the shape of a block changes."""

import json
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from wagtail.blocks.migrations.migrate_operation import MigrateStreamData

from tests.portal.test_pages import make_article

OLD = {"title": "近期", "kind": None, "unit": "", "count": 3}


def offerings(**more):
    """A list of offerings as it was kept before."""
    return {"type": "offerings", "value": OLD | more, "id": "a"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("before", "state"), [({"only_open": True}, "open"), ({"only_open": False}, "coming")]
)
def test_lists_of_what_was_open_keep_their_rule(before, state):
    heading = {"type": "heading", "value": "标题", "id": "b"}
    article = make_article()
    article.body = json.dumps([heading, offerings(**before)])
    article.save()
    draft = article.save_revision()
    draft.content["body"] = json.dumps([offerings(**before)])
    draft.save()
    step = import_module("portal.migrations.0002_blocks")
    for operation in step.Migration.operations:
        if isinstance(operation, MigrateStreamData):
            operation.migrate_stream_data_forward(apps, connection.schema_editor())
    article = type(article).objects.get(pk=article.pk)
    kept, rule = article.body.raw_data
    assert kept == heading
    assert rule["value"] == OLD | {"theme": None, "state": state}
    assert article.body[1].value["state"] == state
    draft.refresh_from_db()
    [drafted] = json.loads(draft.content["body"])
    assert drafted["value"] == rule["value"]
