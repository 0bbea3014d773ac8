"""The door: what other rooms and the lobby may use of the letters."""

from kentongan.rooms.letters.errors import (
    AlreadyRevoked,
    CannotSign,
    LetterRevoked,
    NoSigner,
    NoSuchLetter,
    NotYourLetter,
)
from kentongan.rooms.letters.queries.letters import (
    Delay,
    FileFacts,
    FileVerdict,
    LetterFacts,
    LetterLink,
    LetterNews,
    check_file,
    describe_delay,
    find_letter,
    find_letter_news,
    find_letter_product,
    get_letter_facts,
    list_letters,
    tell_chain,
)
from kentongan.rooms.letters.queries.words import (
    LANGUAGE,
    Signing,
    find_head_signing,
    find_signing,
    find_step_signing,
    get_issue_day,
    say_day,
)
from kentongan.rooms.letters.rules.letters import Series, Standing, get_valid_until
from kentongan.rooms.letters.services.faults import note_fault, try_finishing
from kentongan.rooms.letters.services.issuing import issue_letter, prepare_signing
from kentongan.rooms.letters.services.revoking import revoke_letter
from kentongan.rooms.letters.services.signing import ensure_authority, ensure_certificate

__all__ = [
    "LANGUAGE",
    "AlreadyRevoked",
    "CannotSign",
    "Delay",
    "FileFacts",
    "FileVerdict",
    "LetterFacts",
    "LetterLink",
    "LetterNews",
    "LetterRevoked",
    "NoSigner",
    "NoSuchLetter",
    "NotYourLetter",
    "Series",
    "Signing",
    "Standing",
    "check_file",
    "describe_delay",
    "ensure_authority",
    "ensure_certificate",
    "find_head_signing",
    "find_letter",
    "find_letter_news",
    "find_letter_product",
    "find_signing",
    "find_step_signing",
    "get_issue_day",
    "get_letter_facts",
    "get_valid_until",
    "issue_letter",
    "list_letters",
    "note_fault",
    "prepare_signing",
    "revoke_letter",
    "say_day",
    "tell_chain",
    "try_finishing",
]
