"""One try at handing a letter to the mail server, and what its answer means."""

import smtplib
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from kentongan.foundation.outbox.models import Mail
from kentongan.foundation.outbox.sealed import unseal_address, unseal_words

# Minutes until the next try: two days in all, then it is given up.
WAITS = (1, 2, 5, 10, 20, 40, 60, 120, 240, 480, 960, 960)
PERMANENT = 500  # RFC 5321, 4.2.1: answers from 500 on will not change
FAULTS = (smtplib.SMTPException, OSError)


def hand_over(mail: Mail) -> None:
    """Send one letter; raises one of FAULTS. The same letter always has the same Message-ID."""
    words = unseal_words(mail.body_sealed)
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ") or "localhost"
    letter = EmailMultiAlternatives(
        subject=mail.subject,
        body=words.text,
        to=[unseal_address(mail.to_sealed)],
        headers={
            "Message-ID": f"<{mail.pk}@{domain}>",
            "Auto-Submitted": "auto-generated",  # RFC 3834: no holiday notices back, please
            "Content-Language": mail.language,
        },
    )
    if words.html:
        letter.attach_alternative(words.html, "text/html")
    letter.send()


def is_final(fault: Exception) -> bool:
    """Tell whether the server refused this letter for good: no such person, or not its content."""
    if isinstance(fault, smtplib.SMTPRecipientsRefused):
        return all(code >= PERMANENT for code, _ in fault.recipients.values())
    return isinstance(fault, smtplib.SMTPDataError) and fault.smtp_code >= PERMANENT


def describe(fault: Exception) -> str:
    """Name a fault without the addresses that servers put into their answers."""
    code = getattr(fault, "smtp_code", "")
    if isinstance(fault, smtplib.SMTPRecipientsRefused):
        code = next((answer[0] for answer in fault.recipients.values()), "")
    return f"{type(fault).__name__} {code}".strip()


def get_wait(*, tries: int) -> timedelta | None:
    """Return how long to wait after so many failed tries; None: give up."""
    return timedelta(minutes=WAITS[tries - 1]) if tries <= len(WAITS) else None
