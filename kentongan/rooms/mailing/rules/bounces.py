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


STATUS = re.compile(r"(?<![\d.])([245]\.[0-7]\.\d{1,3})(?!\.?\d)")
CODED = re.compile(r"\b[245]\d\d[ -]#?([245]\.[0-7]\.\d{1,3})(?!\.?\d)")
REPLY = re.compile(r"\b([45]\d\d)[ -]")
ADDRESS = re.compile(r"[^\s<>:]+@[^\s<>:]+")
DAEMON = re.compile(r"mailer.?daemon|post_?master|mail delivery (sub)?system", re.IGNORECASE)
GONE = re.compile(r"5\.1\.(1|2|3|6|10|351)|5\.4\.4")
LIKELY_GONE = re.compile(r"5\.1\.0|5\.2\.1")  # some servers say them of the sender, or of haste
GONE_WORDS = re.compile(
    r"(user|recipient|address|addressee|host|domain|alias)( is)? unknown|"
    r"(unknown|invalid|no such) (or illegal )?(user|mailbox|recipient|address|alias|domain|host)|"
    r"(user|recipient|address|mailbox|host|domain) ?not ?found|does not exist|doesn't exist|"
    r"not listed in|name is not recognized|doesn't have an? .{0,40}account|"
    r"no longer (valid|exists)|no mailbox here|not a (valid|known) (user|mailbox|recipient)|"
    r"does not accept mail|unrouteable (mail )?(address|domain)|wasn't found at|couldn't be found|"
    r"account.{0,20}(disabled|discontinued|closed)|mailbox (is )?(unavailable|disabled)|"
    r"domain name not found|no mx (record )?found|indicated no smtp service|"
    r"point to non-existent hosts|host .{1,80} not found|domain is not reachable|"
    r"(pengguna|alamat|penerima|domain) tidak (dikenal|ditemukan|ada)",
    re.IGNORECASE | re.DOTALL,
)
REFUSED_UNKNOWN = re.compile(  # Exchange Online, of an address that its directory has not
    r"5\.4\.1\b.{0,200}recipient address rejected: access denied", re.IGNORECASE | re.DOTALL
)
FULL_WORDS = re.compile(
    r"mailbox (is )?full|(over|out of|exceed\w*)( \w+){0,3} (quota|storage)|quota (is )?exceeded|"
    r"insufficient (system )?storage|kotak (surat|masuk) penuh",
    re.IGNORECASE,
)
SOFT_WORDS = re.compile(r"quota|too (large|big)|try again later|greylist|temporar", re.IGNORECASE)
SENDER_WORDS = re.compile(  # what is refused is who sends, or how much, not the reader
    r"sender (address|domain|rejected)|(address|domain) of sender|my name was rejected|"
    r"sending (ip|domain|host|mta)|access denied|\bspf\b|\bdmarc\b|\bdkim\b|"
    r"(black|block|deny).?list|blocked using|banned|spam|reputation|dnsbl|"
    r"not allowed to send|unsolicited|rate limit|at a rate|too many|policy|reverse dns|"
    r"authenticat|relay(ing)? (access )?(denied|not)|(after|reply to) mail from|malformed",
    re.IGNORECASE,
)
DELAY_WORDS = re.compile(
    r"still being retried|has been delayed|will (keep|continue) trying|delivery incomplete|"
    r"warning message only|do not need to re-?send|not yet been delivered",
    re.IGNORECASE,
)
AWAY_WORDS = re.compile(
    r"out of (the )?office|automatic reply|auto.?reply|balasan otomatis|sedang cuti|vacation",
    re.IGNORECASE,
)

FAILED_WORDS = re.compile(
    r"undeliver|delivery.{0,20}fail|delivery status notification.{0,3}error|returned mail|failure|"
    r"(could not|couldn't|cannot|not) be delivered|did not reach|error delivering|"
    r"tidak terkirim|gagal (ter|di)kirim|tidak (dapat|bisa) (ter|di)?kirim",
    re.IGNORECASE,
)
COPY_BELOW = re.compile(
    r"-+ (?:This is a copy of|Original message|Below this line is a copy)|"
    r"Below is a copy of the original|Message headers follow|Original message follows"
)
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
        return _read_report(report, message)
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
    return is_marked and not _is_from_daemon(message) and not any(all_failures(message))


def _has_failed(message: Message) -> bool:
    words = f"{message.get('Subject', '')} {_read_text(message)[:3000]}"
    return bool(FAILED_WORDS.search(words))


def _read_report(report: Message, message: Message) -> Bounce:
    """
    Read Action, Status and Diagnostic-Code; we write to one receiver at a time.

    What the receiving server said counts more than the status that the sending one made of it.
    """
    blocks = report.get_payload()
    fields = [block for block in blocks if isinstance(block, Message)] if blocks else []
    actions = {str(block.get("Action", "")).partition(";")[0].strip().lower() for block in fields}
    found = [STATUS.search(str(block.get("Status", ""))) for block in fields]
    status = next((match[1] for match in found if match), "")
    if not actions - {""}:
        return _read_words(message)
    if not actions & {"failed", "expired"}:
        return Bounce(Kind.DELAYED if "delayed" in actions else Kind.OTHER, status)
    said = " ".join(" ".join(str(block.get("Diagnostic-Code", "")).split()) for block in fields)
    status = _find_status(said) or status
    words = said if _has_words(said) else f"{said} {_read_text(message)}"
    return Bounce(_judge(status, words), status)


def _has_words(diagnostic: str) -> bool:
    """Tell whether a Diagnostic-Code says more than numbers: `x-unix; 77` does not."""
    return bool(re.search(r"[a-z]{2,}\W+[a-z]{2,}", diagnostic.split(";", 1)[-1], re.IGNORECASE))


def _find_status(words: str) -> str:
    """Return the innermost code: a server that quotes another one puts its own first."""
    found = CODED.findall(words) or STATUS.findall(words)
    return str(found[-1]) if found else ""


def _judge(status: str, words: str) -> Kind:
    words = ADDRESS.sub(" ", words)  # `spam@` and `policy@` are somebody's names
    if status.startswith("4") or status == "5.2.2" or FULL_WORDS.search(words):
        return Kind.SOFT
    if REFUSED_UNKNOWN.search(words):
        return Kind.HARD
    is_about_sender = bool(SENDER_WORDS.search(words))
    if GONE.fullmatch(status):
        is_unsure = status == "5.4.4" and is_about_sender
        return Kind.SOFT if is_unsure else Kind.HARD
    if is_about_sender or SOFT_WORDS.search(words):
        return Kind.SOFT
    is_gone = LIKELY_GONE.fullmatch(status) or GONE_WORDS.search(words)
    return Kind.HARD if is_gone else Kind.SOFT


def _read_words(message: Message) -> Bounce:
    """Read a bounce without a report, as Exim and old Exchange write them."""
    text = _read_text(message)
    subject = str(message.get("Subject", ""))
    if DELAY_WORDS.search(f"{subject} {text}"):
        return Bounce(Kind.DELAYED)
    if not _is_bounce(message, text):
        return Bounce(Kind.OTHER)
    status = _find_status(text)
    if not status and (code := REPLY.search(text)) and code[1][0] == "4":
        return Bounce(Kind.SOFT)
    return Bounce(_judge(status, f"{subject} {text}"), status)


def _is_bounce(message: Message, text: str) -> bool:
    if "X-Failed-Recipients" in message or _has_failed(message) or any(all_failures(message)):
        return True
    return _is_from_daemon(message) and bool(STATUS.search(text) or REPLY.search(text))


def _is_from_daemon(message: Message) -> bool:
    return bool(DAEMON.search(str(message.get("From", ""))))


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
