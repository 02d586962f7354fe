"""Somebody asks for a copy of their data, and somebody to be forgotten: both wait."""

from kernel.own_data import ask_copy, ask_erasure
from people.models import User


def load() -> None:
    """The participant's copy and the stranger's request."""
    ask_copy(by=User.objects.get(email="participant@example.org"))
    ask_erasure(
        by=User.objects.get(email="stranger@example.org"),
        note="注册后没有加入任何单位，也不再使用。",
    )
