"""Turns the addresses of services into what Django expects."""

from collections.abc import Container
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import dj_database_url

SQLITE_OPTIONS = {
    # A read that turns into a write inside DEFERRED fails at once under load; IMMEDIATE waits.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
}
# A statement of many parts (that of a feed) takes a millisecond; compiling it takes seconds.
# No disk turns any more: taken for one that does, a search reads all texts instead of their index.
POSTGRESQL_OPTIONS = {"options": "-c jit=off -c random_page_cost=1.1"}


def database_of(url: str, sqlite: Path) -> dict[str, Any]:
    """The DATABASES entry for `url`, or SQLite in the file `sqlite` when it is empty."""
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": sqlite,
            "OPTIONS": dict(SQLITE_OPTIONS),
            "CONN_MAX_AGE": None,
        }
    config: dict[str, Any] = dict(dj_database_url.parse(url))
    if config["ENGINE"].endswith("sqlite3"):
        return config | {"OPTIONS": dict(SQLITE_OPTIONS), "CONN_MAX_AGE": None}
    options = POSTGRESQL_OPTIONS | config.get("OPTIONS", {})
    return config | {"OPTIONS": options, "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}


def cache_of(url: str, name: str, spared: Container[str] | None = None) -> dict[str, Any]:
    """Redis when an address is given; otherwise a table that web and worker share.

    `spared`: the keys that may be missing while Redis is away (`kernel.spared`); None: all.
    """
    if url:
        return {
            "BACKEND": "kernel.spared.SparedRedis",
            "LOCATION": url,
            "KEY_PREFIX": name,
            "OPTIONS": {"spared": spared, "socket_connect_timeout": 1, "socket_timeout": 2},
        }
    return {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": name,
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }


def mailers_of(url: str) -> dict[str, Any]:
    """The MAILERS setting for `smtp://user:password@host:port/?tls=1` (or `ssl=1`)."""
    if not url:
        return {"default": {"BACKEND": "django.core.mail.backends.console.EmailBackend"}}
    parts = urlsplit(url)
    if parts.scheme == "file":
        options = {"file_path": parts.path}
        return {
            "default": {
                "BACKEND": "django.core.mail.backends.filebased.EmailBackend",
                "OPTIONS": options,
            }
        }
    query = parse_qs(parts.query)
    return {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {
                "host": parts.hostname or "localhost",
                "port": parts.port or 25,
                "username": unquote(parts.username or ""),
                "password": unquote(parts.password or ""),
                "use_tls": query.get("tls") == ["1"],
                "use_ssl": query.get("ssl") == ["1"],
                "timeout": 20,
            },
        }
    }


def store_of(url: str) -> str:
    """Where an object store answers; empty without one."""
    return f"https://{urlsplit(url).netloc.rpartition('@')[2]}" if url else ""


def storages_of(url: str, var: Path) -> dict[str, Any]:
    """Public and private uploads under `var`, or in an object store's `bucket` at `url`."""
    static = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    if not url:
        files = "django.core.files.storage.FileSystemStorage"
        return {
            "default": {"BACKEND": files},
            # No base address: a private file leaves only through a view that states its rule.
            "private": {
                "BACKEND": files,
                "OPTIONS": {"location": var / "private", "base_url": None},
            },
            "staticfiles": static,
        }
    parts = urlsplit(url)
    bucket = {
        "access_key": unquote(parts.username or ""),
        "secret_key": unquote(parts.password or ""),
        "endpoint_url": store_of(url),
        "bucket_name": parts.path.strip("/"),
        "file_overwrite": False,
    }
    store = "storages.backends.s3.S3Storage"
    return {
        "default": {"BACKEND": store, "OPTIONS": bucket | {"location": "public"}},
        "private": {"BACKEND": store, "OPTIONS": bucket | {"location": "private"}},
        "staticfiles": static,
    }
