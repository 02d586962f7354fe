"""Pages shown when something is broken lead on in the language of their reader."""

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override


@pytest.mark.parametrize("name", ["400", "413", "429", "500", "503"])
@pytest.mark.parametrize(("language", "home"), [("zh-hans", "/"), ("en", "/en/")])
def test_the_way_home_is_in_the_language_of_the_page(name, language, home):
    with override(language):
        page = render_to_string(f"{name}.html", {"request_id": "4f1c"})
    assert f'href="{home}"' in page
