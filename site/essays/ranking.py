"""In which order accepted essays are shown to those who decide about prizes."""

from typing import Any

from essays.models import EssayTask


def suggested(task: EssayTask, essays: list[Any]) -> list[Any]:
    """`essays` as they were handed in: without scores nothing else is known of their merit.

    An order is a suggestion; who gets a prize is decided by people, one by one.
    """
    return essays
