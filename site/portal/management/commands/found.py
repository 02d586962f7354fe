"""`manage.py found`: the first pages of a new site."""

from typing import Any

from django.core.management import BaseCommand

from portal.founding import found


class Command(BaseCommand):
    """Makes home, indexes and menus in both languages; the same again changes nothing."""

    help = "Make the home page, the indexes and the menus of a new site."

    def handle(self, *args: Any, **options: Any) -> None:
        """Found the site."""
        self.stdout.write(f"{found()} is at /.")
