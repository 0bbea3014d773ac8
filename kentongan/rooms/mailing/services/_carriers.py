"""Handing mails over: by SMTP with one connection for many, or to Django's backend in the demo."""

import smtplib
import socket
from collections.abc import Callable
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Protocol

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection

from kentongan.rooms.mailing.rules.replies import OK, Phase, Reply, read_reply

SMTP = "django.core.mail.backends.smtp.EmailBackend"
GO_ON = 354
WAIT = 20  # seconds
FAULTS = (smtplib.SMTPException, OSError)


class Carrier(Protocol):
    """Hands one mail over. `at_dot` is called just before the server can know that it is whole."""

    def hand_over(
        self, *, sender: str, to: str, data: bytes, prepare: Callable[[], None],
        at_dot: Callable[[], None],
    ) -> Reply: ...  # fmt: skip

    def close(self) -> None: ...


def open_carrier() -> Carrier:
    """Return the carrier that EMAIL_URL asks for; raises one of FAULTS."""
    return SmtpCarrier() if settings.EMAIL_BACKEND == SMTP else BackendCarrier()


class SmtpCarrier:
    """One connection; commands go out together where the server allows it (RFC 2920)."""

    def __init__(self) -> None:
        kind = smtplib.SMTP_SSL if settings.EMAIL_USE_SSL else smtplib.SMTP
        wait = settings.EMAIL_TIMEOUT or WAIT
        self._smtp = kind(settings.EMAIL_HOST, settings.EMAIL_PORT, timeout=wait)
        if settings.EMAIL_USE_TLS:
            self._smtp.starttls()
        self._smtp.ehlo()
        if settings.EMAIL_HOST_USER:
            self._smtp.login(settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD)
        self._pipelines = self._smtp.has_extn("pipelining")
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def hand_over(
        self, *, sender: str, to: str, data: bytes, prepare: Callable[[], None],
        at_dot: Callable[[], None],
    ) -> Reply:  # fmt: skip
        """Run one mail transaction; `data` has CRLF ends and doubled dots."""
        send = self._socket.sendall
        reply = self._begin(sender, to, prepare)
        if reply is not None:
            return reply
        send(data)
        at_dot()
        send(b".\r\n")
        return self._read(Phase.END)

    def _begin(self, sender: str, to: str, prepare: Callable[[], None]) -> Reply | None:
        """Name sender and receiver; returns the refusal, or None when the server waits for data."""
        commands = [f"MAIL FROM:<{sender}>", f"RCPT TO:<{to}>", "DATA"]
        phases = [Phase.MAIL, Phase.RECEIVER, Phase.DATA]
        if not self._pipelines:
            prepare()
            for command, phase in zip(commands, phases, strict=True):
                self._socket.sendall(f"{command}\r\n".encode())
                reply = self._read(phase)
                if _is_no(reply):
                    self._smtp.rset()
                    return reply
            return None
        self._socket.sendall("".join(f"{command}\r\n" for command in commands).encode())
        prepare()  # the disk works while the server does
        replies = [self._read(phase) for phase in phases]
        refusal = next((reply for reply in replies if _is_no(reply)), None)
        if refusal is not None:
            if replies[-1].code == GO_ON:
                self._socket.sendall(b".\r\n")  # nobody gets the empty mail
                self._read(Phase.END)
            self._smtp.rset()
        return refusal

    @property
    def _socket(self) -> socket.socket:
        if self._smtp.sock is None:
            raise smtplib.SMTPServerDisconnected("closed")
        return self._smtp.sock

    def _read(self, phase: Phase) -> Reply:
        code, words = self._smtp.getreply()
        if code == 421:  # noqa: PLR2004 - RFC 5321: the server closes
            raise smtplib.SMTPServerDisconnected("421")
        return read_reply(code, words, phase=phase)

    def close(self) -> None:
        """Say goodbye; a server that is gone does not mind."""
        try:
            self._smtp.quit()
        except FAULTS:
            self._smtp.close()


class BackendCarrier:
    """Django's own backend: letters kept in the demo, or in memory in tests."""

    def __init__(self) -> None:
        self._connection = get_connection()

    def hand_over(
        self, *, sender: str, to: str, data: bytes, prepare: Callable[[], None],
        at_dot: Callable[[], None],
    ) -> Reply:  # fmt: skip
        """Give the parts of the mail to the backend."""
        parsed = message_from_bytes(data.replace(b"\r\n..", b"\r\n."), policy=policy.default)
        if not isinstance(parsed, EmailMessage):
            raise TypeError(type(parsed))
        plain, html = parsed.get_body(("plain",)), parsed.get_body(("html",))
        kept = ("Message-ID", "List-Unsubscribe", "List-Unsubscribe-Post", "List-Id")
        letter = EmailMultiAlternatives(
            subject=str(parsed["Subject"]), body=plain.get_content() if plain else "",
            from_email=str(parsed["From"]), to=[to], connection=self._connection,
            headers={"Return-Path": f"<{sender}>", **{n: str(parsed[n]) for n in kept}},
        )  # fmt: skip
        if html is not None:
            letter.attach_alternative(html.get_content(), "text/html")
        prepare()
        at_dot()
        letter.send()
        return Reply(OK)

    def close(self) -> None:
        """Nothing is open."""


def _is_no(reply: Reply) -> bool:
    return reply.code >= 400  # noqa: PLR2004 - 4yz and 5yz
