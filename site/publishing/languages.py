"""How names are put together in the reader's language."""

from publishing.dates import in_chinese


def between() -> str:
    """What sets cohort from page and room from venue apart.

    A space in Chinese, which has no words to run together; in English a comma.
    """
    return " " if in_chinese() else ", "
