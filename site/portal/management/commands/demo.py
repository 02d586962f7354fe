"""`manage.py demo`: a site full of real places and invented people."""

import shutil
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command
from django.db import connection

from people.models import User
from portal import demo
from portal.demo.people import ACCOUNTS, PASSWORD
from portal.demo.scale import load as grow
from publishing import page_cache


class Command(BaseCommand):
    """Loads the demo once; `--reset` empties the database first, `--scale` adds bulk."""

    help = "Load the demo content; the same again changes nothing."

    def add_arguments(self, parser: Any) -> None:
        """`--reset` and `--scale N`."""
        parser.add_argument(
            "--reset", action="store_true", help="empty the database and load the demo anew"
        )
        parser.add_argument(
            "--scale", type=int, default=0, metavar="N", help="add N thousand registrations"
        )

    def handle(self, *args: Any, reset: bool, scale: int, **options: Any) -> None:
        """Load, unless the demo or somebody's real site is there."""
        if not settings.DEMO_SITE:
            raise CommandError("The demo is loaded under development settings only.")
        if User.objects.exists() and not demo.loaded():
            raise CommandError("There are people here already: the demo would mix with them.")
        if reset:
            _empty()
        if demo.loaded():
            self.stdout.write("The demo is loaded already; `--reset` builds it anew for today.")
        else:
            demo.load(self.stdout.write)
            self.stdout.write(self.style.SUCCESS("The demo is loaded."))
        if scale:
            self.stdout.write(f"{grow(scale)} registrations were added.")
        page_cache.bump()
        names = ", ".join(f"{name}@example.org" for name, *_rest in ACCOUNTS)
        self.stdout.write(f"Accounts: {names}\nPassword of all: {PASSWORD}")


def _empty() -> None:
    """Drop every table and upload, and lay the schema anew with Wagtail's first pages."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("DROP SCHEMA public CASCADE")
            cursor.execute("CREATE SCHEMA public")
        else:
            cursor.execute("PRAGMA foreign_keys = OFF")
            for table in connection.introspection.table_names(cursor):
                # The search index brings tables of its own, which go with it.
                cursor.execute(f'DROP TABLE IF EXISTS "{table}"')
            cursor.execute("PRAGMA foreign_keys = ON")
    shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
