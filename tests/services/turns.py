"""Whoever measures time has the cores to itself: other workers of the run wait between tests."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Turns:
    """A room that tests share, or one has alone.

    All go in through a door, so that nobody gets past one who waits to be alone.
    """

    def __init__(self, folder: Path) -> None:
        """`folder`: the same for all processes of a run."""
        folder.mkdir(parents=True, exist_ok=True)
        self.door, self.room = (folder / "door").open("w"), (folder / "room").open("w")

    def enter(self, kind: int) -> None:
        """Wait for the room: `LOCK_SH` beside others, `LOCK_EX` alone."""
        fcntl.flock(self.door, kind)
        fcntl.flock(self.room, kind)
        fcntl.flock(self.door, fcntl.LOCK_UN)

    def leave(self) -> None:
        """Let others in."""
        fcntl.flock(self.room, fcntl.LOCK_UN)

    def close(self) -> None:
        """Be in no one's way any more."""
        self.door.close()
        self.room.close()

    @contextmanager
    def beside_others(self) -> Iterator[None]:
        """What every test does."""
        self.enter(fcntl.LOCK_SH)
        yield
        self.leave()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Within a test; out first, or two who want to be alone would wait for each other."""
        self.leave()
        self.enter(fcntl.LOCK_EX)
        yield
        self.leave()
        self.enter(fcntl.LOCK_SH)
