"""Text messages: a signed request to a gateway, failures in words, nothing secret in a log."""

import hashlib
import hmac
import json
import logging
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from people import sms, sms_gateway

NUMBER = "+8613800138000"


class Gateway(HTTPServer):
    """A gateway of this machine that keeps what it was asked."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Asked)
        self.requests: list[tuple[dict[str, str], bytes]] = []
        self.answer: tuple[int, bytes, float] = (200, b'{"id": "1"}', 0)


class Asked(BaseHTTPRequestHandler):
    """One request."""

    server: Gateway

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.requests.append((dict(self.headers), body))
        status, answer, seconds = self.server.answer
        time.sleep(seconds)
        self.send_response(status)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Nothing on the screen."""


@pytest.fixture
def gateway(settings: Any) -> Iterator[Gateway]:
    server = Gateway()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    settings.SMS_SENDER = "people.sms.to_gateway"
    settings.SMS_GATEWAY_URL = f"http://127.0.0.1:{server.server_port}/send"
    settings.SMS_GATEWAY_ID, settings.SMS_GATEWAY_SECRET = "yanxi", "s3cret"
    settings.SMS_GATEWAY_SIGN = "研习"
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_message_is_signed_so_that_the_gateway_can_tell(gateway: Gateway) -> None:
    sms.send_sms(NUMBER, "您的验证码是 123456。")
    [(headers, body)] = gateway.requests
    assert json.loads(body) == {"to": NUMBER, "text": "您的验证码是 123456。", "sign": "研习"}
    signed = "\n".join([headers["X-Timestamp"], headers["X-Nonce"]]).encode() + b"\n" + body
    expected = hmac.new(b"s3cret", signed, hashlib.sha256).hexdigest()
    assert headers["X-Signature"] == expected
    assert headers["X-App-Id"] == "yanxi"
    assert abs(time.time() - int(headers["X-Timestamp"])) < 60


def test_no_two_requests_are_signed_alike(gateway: Gateway) -> None:
    for _ in range(2):
        sms.send_sms(NUMBER, "一样")
    nonces = {headers["X-Nonce"] for headers, _body in gateway.requests}
    assert len(nonces) == 2


@pytest.mark.parametrize("answer", [b"", b"OK", b'{"error": null}', b"[1]"])
def test_any_good_answer_is_one(gateway: Gateway, answer: bytes) -> None:
    gateway.answer = (202, answer, 0)
    sms.send_sms(NUMBER, "好")
    assert len(gateway.requests) == 1


@pytest.mark.parametrize("status", [500, 503, 401, 402, 403, 404, 408, 429])
def test_what_may_be_mended_is_a_failure_for_now(gateway: Gateway, status: int) -> None:
    gateway.answer = (status, b"no", 0)
    with pytest.raises(sms.SmsFailed) as failed:
        sms.send_sms(NUMBER, "不")
    assert not isinstance(failed.value, sms.SmsRefused)


@pytest.mark.parametrize(
    ("status", "answer", "said"),
    [
        (200, b'{"error": "no such number"}', "no such number"),
        (400, b"", "HTTP Error 400: Bad Request"),
        (422, b"", "HTTP Error 422: Unprocessable"),
    ],
)
def test_a_refusal_is_one_for_good(gateway: Gateway, status: int, answer: bytes, said: str) -> None:
    gateway.answer = (status, answer, 0)
    with pytest.raises(sms.SmsRefused, match=said):
        sms.send_sms(NUMBER, "不")


def test_a_gateway_that_hangs_is_not_waited_for(
    gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sms_gateway, "TIMEOUT_SECONDS", 0.1)
    gateway.answer = (200, b"", 0.5)
    with pytest.raises(sms.SmsFailed):
        sms.send_sms(NUMBER, "等")


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/", "file:///etc/passwd", "", "https://"])
def test_an_address_that_is_none_is_a_failure(settings: Any, url: str) -> None:
    settings.SMS_SENDER, settings.SMS_GATEWAY_URL = "people.sms.to_gateway", url
    settings.SMS_GATEWAY_ID = settings.SMS_GATEWAY_SECRET = settings.SMS_GATEWAY_SIGN = "x"
    with pytest.raises(sms.SmsFailed):
        sms.send_sms(NUMBER, "无")


def test_no_code_and_no_number_is_logged(gateway: Gateway, caplog: Any, settings: Any) -> None:
    caplog.set_level(logging.DEBUG)
    gateway.answer = (500, b"", 0)
    with pytest.raises(sms.SmsFailed):
        sms.send_sms(NUMBER, "您的验证码是 123456。")
    settings.SMS_SENDER, settings.SMS_CONSOLE_SHOWS_TEXT = sms.CONSOLE, False
    with pytest.raises(sms.SmsFailed):
        sms.send_sms(NUMBER, "您的验证码是 123456。")
    said = " ".join(str(vars(record)) for record in caplog.records)
    assert len(caplog.records) == 2
    assert "123456" not in said
    assert "13800138000" not in said


def test_the_console_of_a_demo_shows_it(caplog: Any, settings: Any) -> None:
    settings.SMS_SENDER, settings.SMS_CONSOLE_SHOWS_TEXT = sms.CONSOLE, True
    sms.send_sms(NUMBER, "您的验证码是 123456。")
    assert "123456" in str(vars(caplog.records[-1]))


def test_a_number_is_shown_so_far_as_its_owner_knows_it() -> None:
    assert sms.hidden(NUMBER) == "+86138****8000"
    assert sms.hidden("123") == "****"
