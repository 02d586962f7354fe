"""`manage.py drain`: do what the outbox promises, without a worker."""

from typing import Any

from django.core.management import BaseCommand

from kernel.outbox import drain_once


class Command(BaseCommand):
    """Drains the outbox until nothing is due."""

    help = "Do all outbox tasks that are due."

    def handle(self, *args: Any, **options: Any) -> None:
        """Work in batches and say how many tasks were tried."""
        total = 0
        while tried := drain_once():
            total += tried
        self.stdout.write(f"{total} tasks")
