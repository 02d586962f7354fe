"""The site starts without a warning, for development and for production."""

import os
import subprocess
import sys
from pathlib import Path

from config.settings.services import database_of

ROOT = Path(__file__).resolve().parents[1]
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "config.settings.production",
    "SECRET_KEY": "checked-and-thrown-away-0123456789-abcdefghijklmnopqrstuvwxyz",
    "ALLOWED_HOSTS": "study.example.org",
    "SITE_URL": "https://study.example.org",
    "EMAIL_URL": "smtp://127.0.0.1:1",
    "DATABASE_URL": "postgres://nobody@127.0.0.1:1/nothing",
}


def manage(tmp_path: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run manage.py in a process of its own in which every warning is an error."""
    clean = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-W", "error", "manage.py", *words],
        cwd=ROOT,
        env=clean | {"VAR_DIR": str(tmp_path)} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_it_starts_clean(tmp_path):
    done = manage(tmp_path, "check", "--fail-level", "WARNING")
    assert done.returncode == 0, done.stderr


def test_production_has_no_finding(tmp_path):
    done = manage(tmp_path, "check", "--deploy", "--fail-level", "DEBUG", **PRODUCTION)
    assert done.returncode == 0, done.stderr


def test_production_names_what_is_missing(tmp_path):
    for name in ("SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL"):
        without = {key: value for key, value in PRODUCTION.items() if key != name}
        done = manage(tmp_path, "check", **without)
        assert done.returncode != 0
        assert done.stderr.strip().endswith(f"{name} is not set: see docs/operations.md.")


def test_limits_count_the_visitor_and_not_the_proxy(tmp_path):
    ask = """
from allauth.account.adapter import get_adapter
from django.test import RequestFactory
request = RequestFactory().get("/", headers={"x-forwarded-for": "10.9.9.9, 203.0.113.7"})
print(get_adapter().get_client_ip(request))
"""
    for proxies, seen in (("0", "127.0.0.1"), ("1", "203.0.113.7")):
        done = manage(tmp_path, "shell", "--no-imports", "-c", ask, TRUSTED_PROXIES=proxies)
        assert done.stdout.strip() == seen, done.stderr


def test_pictures_of_an_object_store_may_be_shown(tmp_path):
    ask = """
from django.conf import settings
from django.core.files.storage import storages
print(storages["default"].url("a.jpg"))
print(*settings.SECURE_CSP["img-src"])
"""
    store = {"STORAGE_URL": "s3://key:secret%2F@store.example.org:9000/yanxi"}
    done = manage(tmp_path, "shell", "--no-imports", "-c", ask, **store)
    address, allowed = done.stdout.strip().splitlines()
    assert address.startswith("https://store.example.org:9000/yanxi/public/a.jpg")
    assert "https://store.example.org:9000" in allowed.split()


def test_postgresql_compiles_no_statement_and_an_address_may_say_otherwise():
    """A statement of a feed took seconds instead of a millisecond."""
    address = "postgres://user@127.0.0.1/yanxi"
    told = database_of(address, Path())["OPTIONS"]
    assert told == {"options": "-c jit=off -c random_page_cost=1.1"}
    both = database_of(f"{address}?sslmode=require&options=-c%20jit%3Don", Path())["OPTIONS"]
    assert both == {"options": "-c jit=on", "sslmode": "require"}
