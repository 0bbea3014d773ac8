"""EMAIL_URL=outbox: keeps every message in the database; nothing leaves the machine."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils.timezone import localtime

from kentongan.foundation.outbox import services


class OutboxBackend(BaseEmailBackend):
    """Django's way of sending, that does not send."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            services.keep_mail(message, now=localtime())
        return len(email_messages)
