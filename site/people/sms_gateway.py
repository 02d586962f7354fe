"""A gateway asked over HTTP: JSON out, a keyed hash in the header, any answer but 2xx a failure.

Unit gateways and cloud providers differ in their field names alone; one that needs more gets its
own function, named in SMS_SENDER.
"""

import hashlib
import hmac
import json
import logging
import time
import urllib.error
import urllib.request
import uuid

from django.conf import settings

from notices.trouble import SmsFailed, SmsRefused

TIMEOUT_SECONDS = 5
# What it answers about the message. 401, 402, 403 and 429 are about us, 404 is about our settings.
FOR_GOOD = {400, 413, 422}
logger = logging.getLogger(__name__)


def signature(secret: str, at: str, nonce: str, body: bytes) -> str:
    """HMAC-SHA256, in hex, of `timestamp \\n nonce \\n body`."""
    signed = b"\n".join([at.encode(), nonce.encode(), body])
    return hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()


def to_gateway(number: str, text: str) -> None:
    """POST {"to", "text", "sign"} to SMS_GATEWAY_URL, signed with SMS_GATEWAY_SECRET.

    Headers: X-App-Id, X-Timestamp (seconds), X-Nonce, X-Signature. An answer of 2xx whose body is
    no JSON object, or one without an `error`, means that it left. Raises SmsRefused when the
    gateway says no to this message, SmsFailed for everything that may be otherwise later.
    """
    message = {"to": number, "text": text, "sign": settings.SMS_GATEWAY_SIGN}
    body = json.dumps(message, ensure_ascii=False).encode()
    at, nonce = str(int(time.time())), uuid.uuid4().hex
    headers = {
        "Content-Type": "application/json",
        "X-App-Id": settings.SMS_GATEWAY_ID,
        "X-Timestamp": at,
        "X-Nonce": nonce,
        "X-Signature": signature(settings.SMS_GATEWAY_SECRET, at, nonce, body),
    }
    answer = _ask(settings.SMS_GATEWAY_URL, body, headers)
    if isinstance(answer, dict) and answer.get("error"):
        logger.error("the gateway refused a text message", extra={"answer": answer.get("error")})
        raise SmsRefused(str(answer["error"]))


def _ask(url: str, body: bytes, headers: dict[str, str]) -> object:
    if not url.startswith(("https://", "http://")):
        logger.error("SMS_GATEWAY_URL is no address")
        raise SmsFailed("no address")
    request = urllib.request.Request(url, body, headers)  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as response:  # noqa: S310
            body = response.read(10_000)
    except urllib.error.HTTPError as error:
        error.close()
        logger.exception("the gateway for text messages answers with an error")
        failure = SmsRefused if error.code in FOR_GOOD else SmsFailed
        raise failure(str(error)) from error
    except (OSError, ValueError) as error:
        logger.exception("the gateway for text messages does not work")
        raise SmsFailed(type(error).__name__) from error
    try:
        return json.loads(body)
    except ValueError:
        return None
