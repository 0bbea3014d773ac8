"""What a mail server's answer means for one delivery. RFC 5321 and RFC 3463."""

import re
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

OK, FINAL, TEMPORARY = 250, 500, 400
STATUS = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
# Minutes until the next try: two days in all, then it is given up.
WAITS = (5, 15, 30, 60, 120, 240, 480, 960, 960)
# Nobody is there: the mailbox, or the domain, does not exist or takes nothing.
GONE = re.compile(r"5\.1\.[0-36]|5\.1\.10|5\.2\.1")
GONE_CODES = (550, 551, 553)
SLOWER = re.compile(r"4\.7\.\d+|4\.4\.5|4\.3\.2")


class Phase(StrEnum):
    """Where in the dialogue the answer came."""

    MAIL = "mail"
    RECEIVER = "rcpt"
    DATA = "data"
    END = "end"  # after the final dot


@dataclass(frozen=True)
class Reply:
    """Code, enhanced status and place of an answer; its words are dropped: they name addresses."""

    code: int
    status: str = ""
    phase: Phase = Phase.END

    @property
    def is_taken(self) -> bool:
        """The server took the mail over."""
        return self.phase is Phase.END and self.code // 100 == 2  # noqa: PLR2004 - 2yz

    @property
    def is_final(self) -> bool:
        """Asking again would get the same answer."""
        return self.code >= FINAL

    @property
    def is_gone(self) -> bool:
        """There is no such mailbox: nothing may be sent there any more."""
        if self.phase is not Phase.RECEIVER or not self.is_final:
            return False
        if self.status:
            return bool(GONE.fullmatch(self.status))
        return self.code in GONE_CODES

    @property
    def wants_it_slower(self) -> bool:
        """The domain asks for fewer mails."""
        return self.code in {421, 450, 451} and bool(SLOWER.fullmatch(self.status or "4.7.0"))

    def __str__(self) -> str:
        return f"{self.code} {self.status}".strip()


def read_reply(code: int, words: bytes, *, phase: Phase) -> Reply:
    """Return what a server answered."""
    found = STATUS.search(words[:200].decode("ascii", "replace"))
    return Reply(code=code, status=found[1] if found else "", phase=phase)


def get_wait(*, tries: int) -> timedelta | None:
    """Return how long to wait after so many tries; None: give up."""
    return timedelta(minutes=WAITS[tries - 1]) if tries <= len(WAITS) else None
