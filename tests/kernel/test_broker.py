"""The broker that is a folder: no reader finds half a message, and none ends over a broken one."""

from pathlib import Path
from queue import Empty

import pytest
from django.conf import settings
from kombu import Connection
from kombu.exceptions import OperationalError

from config.celery import app

QUEUE = "celery"


@pytest.fixture
def channel(tmp_path):
    return opened("folder", tmp_path)


def connected(scheme, folder):
    options = dict.fromkeys(("data_folder_in", "data_folder_out", "control_folder"), str(folder))
    return Connection(f"{scheme}://localhost//", transport_options=options)


def opened(scheme, folder):
    return connected(scheme, folder).channel()


class Peeking:
    """A payload that looks into its own queue while it is written."""

    def __init__(self, channel) -> None:
        self.channel, self.seen = channel, []

    def __json__(self) -> str:
        self.look()
        return "written"

    def look(self) -> None:
        """Read as a worker does."""
        try:
            self.seen.append(self.channel._get(QUEUE))
        except Empty:
            self.seen.append(None)


def test_nobody_reads_a_message_before_it_is_whole(channel, monkeypatch):
    payload, rename = Peeking(channel), Path.rename

    def look_first(path, target):
        payload.look()
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", look_first)
    channel._put(QUEUE, {"said": payload})
    assert payload.seen == [None, None]
    assert channel._get(QUEUE) == {"said": "written"}


def test_control_the_usual_broker_shows_half_of_it(tmp_path):
    usual = opened("filesystem", tmp_path)
    with pytest.raises(ValueError, match="Expecting value"):
        usual._put(QUEUE, {"said": Peeking(usual)})


def test_messages_come_in_turn_and_a_broken_one_is_passed_over(channel, tmp_path):
    (tmp_path / f"0_cut.{QUEUE}.msg").write_text('{"said": ')
    channel._put(QUEUE, {"said": 1})
    channel._put("other", {"said": 2})
    with pytest.raises(Empty):
        channel._get(QUEUE)
    assert channel._get(QUEUE) == {"said": 1}
    with pytest.raises(Empty):
        channel._get(QUEUE)
    assert channel._get("other") == {"said": 2}


def test_a_full_disk_is_a_broker_that_is_away(tmp_path, monkeypatch):
    def full(path, target):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "rename", full)
    connection = connected("folder", tmp_path)
    queue = connection.SimpleQueue(QUEUE)
    with pytest.raises(OperationalError):
        queue.put({"said": 1}, retry=True, retry_policy={"max_retries": 0})
    assert not list(tmp_path.glob("*.unfinished")), "and nothing of it takes room"


def test_without_another_broker_it_is_this_one():
    assert settings.CELERY_BROKER_URL == "folder://localhost//"
    assert type(app.connection_for_write().transport).__module__ == "kernel.broker"
