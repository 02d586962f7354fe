"""Redis that the site can do without: while it is away nothing is kept, and pages are made anew."""

import logging
from collections.abc import Callable, Iterable
from functools import partial
from time import monotonic
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.redis import RedisCache
from redis import exceptions

logger = logging.getLogger(__name__)
AWAY = (exceptions.ConnectionError, exceptions.TimeoutError)
PAUSE = 5  # seconds in which nothing is read again: a server that is silent costs one wait, not ten


class SparedRedis(RedisCache):
    """Django's cache on Redis, in which keys may be missing.

    `OPTIONS["spared"]` names those that are read as missing while no server answers; None: all of
    them. For the others its errors stay errors: what is counted there, as wrong passwords are, must
    not start again at nought. What is written is always tried: it may be a generation that makes
    pages stale.
    """

    def __init__(self, server: Any, params: dict[str, Any]) -> None:
        options = dict(params.get("OPTIONS", {}))
        self._spared = options.pop("spared", None)
        self._silent_until = 0.0
        super().__init__(server, params | {"OPTIONS": options})

    def get(self, key: str, default: Any = None, version: Any = None) -> Any:
        """The value kept, or `default`."""
        return self._read([key], partial(super().get, key, default, version), default)

    def get_many(self, keys: Iterable[str], version: Any = None) -> Any:
        """Those of the keys that are kept, with their values."""
        keys = list(keys)
        return self._read(keys, partial(super().get_many, keys, version), {})

    def set(
        self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: Any = None
    ) -> None:
        """Keep a value."""
        self._try([key], partial(super().set, key, value, timeout, version), None)

    def set_many(
        self, data: dict[str, Any], timeout: Any = DEFAULT_TIMEOUT, version: Any = None
    ) -> Any:
        """Keep several; the keys that were not kept."""
        return self._try(data, partial(super().set_many, data, timeout, version), list(data))

    def add(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: Any = None) -> Any:
        """Whether nothing was kept there before: True while nobody can hold anything."""
        return self._try([key], partial(super().add, key, value, timeout, version), True)

    def delete(self, key: str, version: Any = None) -> Any:
        """Whether something was kept."""
        return self._try([key], partial(super().delete, key, version), False)

    def _read(self, keys: Iterable[str], ask: Callable[[], Any], missing: Any) -> Any:
        if self._may_miss(keys) and monotonic() < self._silent_until:
            return missing
        return self._try(keys, ask, missing)

    def _try(self, keys: Iterable[str], ask: Callable[[], Any], missing: Any) -> Any:
        try:
            return ask()
        except AWAY as error:
            if not self._may_miss(keys):
                raise
            self._silent_until = monotonic() + PAUSE
            logger.warning("the cache does not answer, pages are made anew: %s", error)
            return missing

    def _may_miss(self, keys: Iterable[str]) -> bool:
        return self._spared is None or all(key in self._spared for key in keys)
