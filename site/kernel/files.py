"""Where private files lie: they leave only through a view that states its rule."""

from typing import Any

from django.core.files.storage import Storage, storages

# What the storage behind it does not answer: it would say it is of another class, and that a file
# has an address (Django's own gives every file one below MEDIA_URL, whatever its settings say).
OWN = ("__class__", "url")


class PrivateStorage(Storage):
    """The storage that settings name `private`, without addresses; looked up at each use."""

    def __getattribute__(self, name: str) -> Any:
        """Everything else is the storage's own."""
        if name in OWN:
            return super().__getattribute__(name)
        return getattr(storages["private"], name)

    def url(self, name: str | None) -> str:
        """There is none. Raises NotImplementedError, which libraries understand."""
        raise NotImplementedError("a private file has no address")


def private_storage() -> Storage:
    """For the `storage` of a FileField."""
    return PrivateStorage()
