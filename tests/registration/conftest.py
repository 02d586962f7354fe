"""What several files of tests of places begin with."""

import pytest

from tests.registration.crowd import make_crowd


@pytest.fixture
def crowd(transactional_db):
    """Sixty-four clients and an offering of a hundred places."""
    return make_crowd()
