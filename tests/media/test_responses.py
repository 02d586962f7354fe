"""A private file's answer: a download, never kept, sent by the proxy where there is one."""

from django.core.files.base import ContentFile

from media.responses import private


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
