"""Fields of several values: each part is named where everyone sees it, filled or not."""

import re

import pytest

from essays.task_fields import LengthField, MilestoneField


@pytest.mark.parametrize(
    ("field", "value", "names"),
    [
        (LengthField, (800, 1500, None), ["最少字数", "最多字数", "最多行数"]),
        (MilestoneField, ("2026-12-01", 3), ["截至日期", "各单位篇数"]),
    ],
)
def test_each_part_has_its_name_beside_it(field, value, names):
    html = field().widget.render("part", value, {"id": "id_part"})
    labels = dict(re.findall(r'<label for="(id_part_\d)">(.*?)</label>', html))
    assert list(labels) == [f"id_part_{number}" for number in range(len(names))]
    assert list(labels.values()) == names
    assert all(f'id="{key}"' in html for key in labels)
    assert "placeholder" not in html
