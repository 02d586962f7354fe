"""Throw-away servers for tests and benchmarks.

    python -m tests.services pytest tests/registration  # with PostgreSQL and Redis beside it
    python -m tests.services                            # keeps them up and prints their addresses

Each run gets servers of its own on free ports of 127.0.0.1, with their files in a folder that goes
away with them. TEST_DATABASE_URL and TEST_REDIS_URL name servers that are there already; the
PostgreSQL user must then be a superuser (see pristine.py).
"""
