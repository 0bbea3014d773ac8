"""What the platform would send, and a platform that answers inside this process."""

import hashlib
import hmac
import json
from datetime import timedelta
from io import BytesIO
from typing import Any

from django.test import Client

from kentongan.rooms.reports.tests.chat.makers import draw
from kentongan.rooms.reports.tests.conftest import MONDAY

FACTS = {
    "url": "https://graph.facebook.com/v23.0",
    "number_id": "1001",
    "token": "wa-token",
    "secret": "app-secret",
    "verify": "verify-word",
}
WATI = "6281234567001"
WEBHOOK = "/wa/webhook/"


class Platform:
    """Answers as the platform does, inside this process."""

    def __init__(self) -> None:
        self.sent: list[str] = []
        self.asked: list[str] = []
        self.media = draw()
        self.address = "https://lookaside.fbsbx.com/whatsapp/media?mid=1"
        self.fault: Exception | None = None

    def open(self, request: Any, timeout: float) -> BytesIO:
        assert timeout <= 20
        assert request.get_header("Authorization") == "Bearer wa-token"
        self.asked.append(request.full_url)
        if self.fault is not None:
            raise self.fault
        if request.data is not None:
            self.sent.append(json.loads(request.data)["text"]["body"])
            return BytesIO(b"{}")
        if request.full_url == self.address:
            return BytesIO(self.media)
        return BytesIO(json.dumps({"url": self.address}).encode())


def wrap(*messages: dict[str, Any], **value: Any) -> dict[str, Any]:
    whole = {"metadata": {"phone_number_id": "1001"}, "messages": list(messages), **value}
    return {"object": "whatsapp_business_account", "entry": [{"changes": [{"value": whole}]}]}


def message(name: str, second: int = 0, *, sender: str = WATI, **content: Any) -> dict[str, Any]:
    at = str(int((MONDAY + timedelta(seconds=second)).timestamp()))
    kind = next(iter(content), "text")
    return {"id": f"wamid.{name}", "from": sender, "timestamp": at, "type": kind, **content}


def say(name: str, text: str, second: int = 0, **facts: Any) -> dict[str, Any]:
    return message(name, second, text={"body": text}, **facts)


def photo(name: str, second: int = 0, **facts: Any) -> dict[str, Any]:
    return message(name, second, image={"id": "987654321", "mime_type": "image/jpeg"}, **facts)


def post(payload: Any, *, secret: str = "app-secret", **headers: str) -> Any:  # noqa: S107
    body = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
    mark = "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    headers.setdefault("HTTP_X_HUB_SIGNATURE_256", mark)
    return Client().post(WEBHOOK, body, content_type="application/json", **headers)
