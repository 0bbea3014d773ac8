"""
What a mail that came back means: RFC 3464, older shapes by flufl.bounce, RFC 5965 complaints.

Nothing here decides whose mail it was: that is in the return path, which nobody can forge.
"""

import re
from dataclasses import dataclass
from email.message import Message
from enum import StrEnum

from flufl.bounce import all_failures


class Kind(StrEnum):
    """What is to be done about it."""

    HARD = "hard"  # nobody is there: never again
    SOFT = "soft"  # full, too big, refused for now: counted
    DELAYED = "delayed"  # the server goes on trying: nothing
    AUTO_REPLY = "auto"  # somebody is on holiday: nothing
    COMPLAINT = "complaint"  # somebody called it unwanted: never again
    OTHER = "other"


@dataclass(frozen=True)
class Bounce:
    """Kind and enhanced status code (RFC 3463), no words and no address."""

    kind: Kind
    status: str = ""


STATUS = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
REPLY = re.compile(r"\b([45]\d\d)[ -]")
GONE = re.compile(r"5\.1\.(0|1|2|3|6|10)|5\.2\.1|5\.4\.4")
GONE_WORDS = re.compile(
    r"user unknown|unknown user|no such (user|mailbox|recipient|address)|does not exist|"
    r"doesn't exist|unrouteable address|unrouteable mail domain|address not found|"
    r"recipient ?not ?found|wasn't found at|couldn't be found|account.{0,20}disabled|"
    r"mailbox (is )?(unavailable|disabled)|host or domain name not found",
    re.IGNORECASE | re.DOTALL,
)
SOFT_WORDS = re.compile(
    r"mailbox (is )?full|quota|over quota|out of storage|insufficient (system )?storage|"
    r"too (large|big)|try again later|greylist|temporar",
    re.IGNORECASE,
)
DELAY_WORDS = re.compile(
    r"still being retried|has been delayed|will (keep|continue) trying|delivery incomplete|"
    r"warning message only|do not need to resend|not yet been delivered",
    re.IGNORECASE,
)
AWAY_WORDS = re.compile(
    r"out of (the )?office|automatic reply|auto.?reply|balasan otomatis|sedang cuti|vacation",
    re.IGNORECASE,
)

FAILED_WORDS = re.compile(
    r"undeliver|delivery.{0,20}fail|returned mail|failure|tidak terkirim|gagal (ter|di)kirim|"
    r"tidak (dapat|bisa) (ter|di)?kirim",
    re.IGNORECASE,
)
COPY_BELOW = re.compile(r"-+ (?:This is a copy of|Original message|Below this line is a copy)")
NO_COMPLAINT = {"not-spam", "auth-failure", "dkim", "dmarc"}  # RFC 5965 and 6591
COMPLAINT_SUBJECT = re.compile(r"complaint about message from ", re.IGNORECASE)  # Outlook's JMRP


def classify(message: Message) -> Bounce:
    """Tell what a mail that came to a return path means."""
    feedback = _find_part(message, "message/feedback-report")
    if feedback is not None:
        return Bounce(Kind.COMPLAINT if _is_complaint(feedback) else Kind.OTHER)
    if COMPLAINT_SUBJECT.match(str(message.get("Subject", ""))):
        return Bounce(Kind.COMPLAINT)
    if _is_auto_reply(message):
        return Bounce(Kind.AUTO_REPLY)
    report = _find_part(message, "message/delivery-status")
    if report is not None:
        return _read_report(report, _read_text(message))
    return _read_words(message)


def _is_complaint(feedback: Message) -> bool:
    """Tell whether a report of RFC 5965 says that the reader did not want the mail."""
    fields = feedback.get_payload()
    block = fields[0] if isinstance(fields, list) and fields else feedback
    said = str(block.get("Feedback-Type", "")) if isinstance(block, Message) else ""
    return said.strip().lower() not in NO_COMPLAINT


def _is_auto_reply(message: Message) -> bool:
    """RFC 3834: what answers by itself and is no report; Exchange marks its own."""
    if message.get_content_type() == "multipart/report":
        return False
    sent_by_itself = str(message.get("Auto-Submitted", "no")).strip().lower()
    suppressed = str(message.get("X-Auto-Response-Suppress", ""))
    if "X-Failed-Recipients" in message:
        return False
    if AWAY_WORDS.search(str(message.get("Subject", ""))):
        return True
    if suppressed:
        return not _has_failed(message)
    is_marked = sent_by_itself.startswith("auto-replied") or "X-Autoreply" in message
    return is_marked and not any(all_failures(message))


def _has_failed(message: Message) -> bool:
    words = f"{message.get('Subject', '')} {_read_text(message)[:3000]}"
    return bool(FAILED_WORDS.search(words))


def _read_report(report: Message, text: str) -> Bounce:
    """Read Action and Status of each receiver; the worst counts, as we write to one at a time."""
    blocks = report.get_payload()
    fields = [block for block in blocks if isinstance(block, Message)] if blocks else []
    actions = {str(block.get("Action", "")).partition(";")[0].strip().lower() for block in fields}
    found = [STATUS.search(str(block.get("Status", ""))) for block in fields]
    said = [str(block.get("Diagnostic-Code", "")) for block in fields]
    status = next((match[1] for match in found if match), "")
    if "failed" not in actions:
        return Bounce(Kind.DELAYED if "delayed" in actions else Kind.OTHER, status)
    more = STATUS.search(" ".join(said))
    if status in {"", "5.0.0", "4.0.0"} and more:
        status = more[1]
    return Bounce(_judge(status, " ".join([*said, text])), status)


def _judge(status: str, words: str) -> Kind:
    if status.startswith("4") or status == "5.2.2":
        return Kind.SOFT
    if GONE.fullmatch(status):
        return Kind.HARD
    if SOFT_WORDS.search(words):
        return Kind.SOFT
    return Kind.HARD if GONE_WORDS.search(words) else Kind.SOFT


def _read_words(message: Message) -> Bounce:
    """Read a bounce without a report, as Exim and old Exchange write them."""
    text = _read_text(message)
    subject = str(message.get("Subject", ""))
    if DELAY_WORDS.search(f"{subject} {text}"):
        return Bounce(Kind.DELAYED)
    temporary, permanent = all_failures(message)
    is_bounce = bool(temporary or permanent) or "X-Failed-Recipients" in message
    if not is_bounce and not _has_failed(message):
        return Bounce(Kind.OTHER)
    found = STATUS.search(text) or None
    status = found[1] if found else ""
    if not status and (code := REPLY.search(text)) and code[1][0] == "4":
        return Bounce(Kind.SOFT)
    return Bounce(_judge(status, text), status)


def _find_part(message: Message, kind: str) -> Message | None:
    return next((part for part in message.walk() if part.get_content_type() == kind), None)


def _read_text(message: Message) -> str:
    """Return the words for people, without the mail that is returned below them."""
    words = []
    for part in message.walk():
        if part.get_content_type() in {"message/rfc822", "text/rfc822-headers"}:
            break
        if part.get_content_maintype() == "text":
            payload = part.get_payload(decode=True)
            words.append(payload.decode("utf-8", "replace") if isinstance(payload, bytes) else "")
    return COPY_BELOW.split(" ".join(words))[0]
