"""What a letter's file says, judged without the house that made it."""

import io
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from pypdf import PdfReader

from kentongan.foundation import seal
from kentongan.foundation.testing_pdfa import is_pdfa_2b

HOLDER_CODE = re.compile(r"kode pemegang ([0-9A-Z]{4}-[0-9A-Z]{4})")


@dataclass(frozen=True)
class Letter:
    """A downloaded letter."""

    pdf: bytes

    @property
    def words(self) -> str:
        pages = PdfReader(io.BytesIO(self.pdf)).pages
        return " ".join(" ".join(page.extract_text() for page in pages).split())

    @property
    def address(self) -> str:
        """Where its QR code leads: the same link stands beside it."""
        page: Any = PdfReader(io.BytesIO(self.pdf)).pages[-1]
        links = [str(note.get_object()["/A"]["/URI"]) for note in page["/Annots"] if _is_link(note)]
        return next(link for link in links if "/surat/" in link)

    @property
    def holder_code(self) -> str:
        found = HOLDER_CODE.search(self.words)
        assert found is not None, self.words
        return found[1]

    def change_one_byte(self) -> bytes:
        """Return the file with one byte changed in the middle of what was signed."""
        at = len(self.pdf) // 3
        return self.pdf[:at] + bytes([self.pdf[at] ^ 1]) + self.pdf[at + 1 :]


def _is_link(note: Any) -> bool:
    return "/URI" in note.get_object().get("/A", {})


def check_seal(pdf: bytes, *, root: bytes) -> seal.SealReport:
    """Ask pyHanko, in a thread: it wants a loop of its own and the browser has one here."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(seal.check, pdf, roots=[root]).result()


def list_pdfa_faults(pdf: bytes) -> list[str]:
    """Return what keeps the file from being PDF/A-2b."""
    return is_pdfa_2b(pdf)
