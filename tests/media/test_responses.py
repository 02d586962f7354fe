"""A private file's answer: a download, never kept, sent by the proxy where there is one."""

import pytest
from django.core.files.base import ContentFile
from django.middleware.gzip import GZipMiddleware

from media.responses import played, private


def test_the_proxy_is_told_an_address_it_can_read(settings):
    settings.PRIVATE_FILES_PREFIX = "/private/"
    response = private(ContentFile(b"", name="essays/心得 50%.docx"))
    assert response["X-Accel-Redirect"] == "/private/essays/%E5%BF%83%E5%BE%97%2050%25.docx"
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert response["Cache-Control"] == "private, no-store"


def test_without_a_proxy_the_bytes_come_from_here(settings):
    settings.PRIVATE_FILES_PREFIX = ""
    response = private(ContentFile(b"text", name="a.txt"), name="note.txt")
    assert b"".join(response.streaming_content) == b"text"
    assert response["Content-Type"] == "text/plain"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"


@pytest.mark.parametrize(
    ("asked", "status", "span", "content"),
    [
        (None, 200, None, b"0123456789"),
        ("bytes=2-4", 206, "bytes 2-4/10", b"234"),
        ("bytes=7-", 206, "bytes 7-9/10", b"789"),
        ("bytes=-3", 206, "bytes 7-9/10", b"789"),
        ("bytes=8-99", 206, "bytes 8-9/10", b"89"),
        ("bytes=10-", 416, "bytes */10", b""),
        ("bytes=4-2", 416, "bytes */10", b""),
        ("bytes=-", 200, None, b"0123456789"),
        ("bytes=0-1,3-4", 200, None, b"0123456789"),
        ("bytes=" + "9" * 5000 + "-", 200, None, b"0123456789"),
        ("bytes=-" + "9" * 5000, 200, None, b"0123456789"),
        ("bytes=" + "9" * 18 + "-", 416, "bytes */10", b""),
        ("bytes=２-４", 200, None, b"0123456789"),
    ],
)
def test_a_player_gets_the_part_that_it_asks_for(rf, settings, asked, status, span, content):
    settings.PRIVATE_FILES_PREFIX = ""
    file = ContentFile(b"0123456789", name="a.mp4")
    request = rf.get("/", headers={"Range": asked} if asked else {})
    response = played(request, file, name="a.mp4")
    assert (response.status_code, response.headers.get("Content-Range")) == (status, span)
    assert b"".join(response) == content
    if status != 416:
        assert response["Content-Type"] == "video/mp4"
        assert response["Accept-Ranges"] == "bytes"
        assert not response.get("Content-Disposition", "").startswith("attachment")


@pytest.mark.parametrize(("asked", "length"), [(None, 2000), ("bytes=0-999", 1000)])
def test_a_recording_is_not_compressed_on_the_way(rf, settings, asked, length):
    settings.PRIVATE_FILES_PREFIX = ""
    file = ContentFile(b"0" * 2000, name="a.mp4")
    headers = {"Accept-Encoding": "gzip"} | ({"Range": asked} if asked else {})
    sent = GZipMiddleware(lambda request: played(request, file, name="a.mp4"))
    response = sent(rf.get("/", headers=headers))
    assert response["Content-Length"] == str(length)
    assert b"".join(response) == b"0" * length
