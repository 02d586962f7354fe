"""`manage.py check_seats`: do the counters of seats say what the registrations say?"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from registration.seat_check import differing_pools


class Command(BaseCommand):
    """Prints every pool that differs; ends with an error when there is one."""

    help = "Compare the counters of seats with the registrations."

    def handle(self, *args: Any, **options: Any) -> None:
        """Compare and report."""
        differing = differing_pools()
        for pool in differing:
            self.stdout.write(f"pool {pool.pk}: counter {pool.taken}, held {pool.held}")
        if differing:
            raise CommandError(f"{len(differing)} pools differ")
        self.stdout.write("All counters agree.")
