"""What `/health/ready` asks: each room may add a part that it alone can judge."""

from collections.abc import Callable

Check = Callable[[], str]
CHECKS: dict[str, Check] = {}


def register(name: str, check: Check) -> None:
    """Make a part known; `check()` answers "ok" or says, without any address, what is wrong."""
    CHECKS[name] = check
