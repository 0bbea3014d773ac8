"""Mail servers of the tests. They note what reached them in `sent`."""

import smtplib

from django.core.mail.backends.base import BaseEmailBackend

sent: list[str] = []


class Down(BaseEmailBackend):
    def send_messages(self, email_messages):
        raise ConnectionRefusedError(111, "Connection refused by mail.example.id")


class SaysNo(BaseEmailBackend):
    code = 550

    def send_messages(self, email_messages):
        refused = dict.fromkeys(email_messages[0].recipients(), (self.code, b"no such user wati"))
        raise smtplib.SMTPRecipientsRefused(refused)


class SaysLater(SaysNo):
    code = 451


class NoSpam(BaseEmailBackend):
    def send_messages(self, email_messages):
        raise smtplib.SMTPDataError(554, b"spam")


class DiesAfterSending(BaseEmailBackend):
    """What kill -9 looks like from inside: nothing after this line runs."""

    def send_messages(self, email_messages):
        sent.append(str(email_messages[0].extra_headers["Message-ID"]))
        raise KeyboardInterrupt
