"""Celery's filesystem broker with whole messages alone: what `folder://` stands for.

kombu's own (https://github.com/celery/kombu/issues/1551) lets a reader take a file that is not
written yet, and a message that cannot be read ends the worker, and with it the site (`serve`).
"""

import logging
from pathlib import Path
from queue import Empty
from time import monotonic
from typing import Any
from uuid import uuid4

from kombu.exceptions import ChannelError
from kombu.transport import filesystem
from kombu.utils.json import dumps

logger = logging.getLogger(__name__)


class Channel(filesystem.Channel):  # type: ignore[misc]
    """Messages appear at once and whole."""

    def _put(self, queue: str, payload: Any, **kwargs: Any) -> None:  # type: ignore[override]
        """Add a message; names sort by time, as readers take them.

        ChannelError where the disk takes none: to whoever sends, a broker that is away.
        """
        name = f"{round(monotonic() * 1000)}_{uuid4()}.{queue}.msg"
        file = Path(self.data_folder_out) / name
        unfinished = file.with_suffix(".unfinished")
        try:
            unfinished.write_text(dumps(payload))
            unfinished.rename(file)
        except OSError as error:
            unfinished.unlink(missing_ok=True)
            raise ChannelError(f"cannot add a message to {file.parent}") from error

    def _get(self, queue: str, timeout: float | None = None) -> Any:
        """Take the next message; one that cannot be read, as after a power cut, is gone.

        The broker only says "look now": what must happen is a row of the outbox.
        """
        try:
            return super()._get(queue)
        except ValueError:
            logger.warning("a message of the broker could not be read", extra={"queue": queue})
            raise Empty from None


class Transport(filesystem.Transport):  # type: ignore[misc]
    """The transport of these channels."""

    Channel = Channel
