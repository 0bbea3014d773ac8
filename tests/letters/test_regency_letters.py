"""The letters of the regency as people get them: one page, archivable, readable aloud."""

import io
import json
from pathlib import Path

import pytest
from pypdf import PdfReader

from kentongan.config.paths import REGENCIES
from kentongan.foundation import press
from kentongan.foundation.testing_pdfa import is_pdfa_2b, is_tagged

LETTERS = REGENCIES / "banyuwangi" / "letters"
TEMPLATES = sorted(path for path in LETTERS.glob("*.typ") if not path.name.startswith("_"))
SAMPLE = json.loads((LETTERS / "sample.json").read_text())
LONG = "Raden Ajeng Kusumaningtyas Purwaningrum Wulandari Suryaningsih binti Haji Abdurrahman " * 3
BARE = {
    "applicant": {"name": "Wati"},
    "office": {"name": "Desa Tembokrejo", "address": ""},
    "signer": {"name": "Joko", "position": "Kepala Desa Tembokrejo", "capacity_line": ""},
    "answers": {}, "rows": [], "paragraphs": [], "holder_code": "", "valid_until": None,
    "certificate_issuer": None, "notice": None,
}  # fmt: skip


def print_it(template: Path, **changed):
    data = SAMPLE | changed
    return press.print_letter(
        template=template, data=data, images={"qr.svg": press.qr_svg(data["verify_url"])}
    )


def read_words(pdf):
    pages = PdfReader(io.BytesIO(pdf)).pages
    return len(pages), " ".join(" ".join(page.extract_text() for page in pages).split())


@pytest.fixture(params=TEMPLATES, ids=lambda path: path.name)
def template(request):
    return request.param


def test_a_letter_fits_one_page_and_says_what_it_must(template):
    pages, words = read_words(print_it(template))

    assert pages == 1
    for said in (
        "PEMERINTAH KABUPATEN BANYUWANGI", "KECAMATAN MUNCAR", SAMPLE["number"], "Wati Ningsih",
        "Plt. Camat Muncar", "Ratna Dewi Lestari", "21 Mei 2027", "4821-QK", "Pindai kode QR",
        "ditandatangani secara elektronik", "Halaman 1 dari 1",
    ):  # fmt: skip
        assert said in words


@pytest.mark.parametrize(
    "changed",
    [
        {},
        BARE,
        {"applicant": SAMPLE["applicant"] | {"name": '#import "x" *bold* $x$ 😀 ꦮꦠꦶ محمد'}},
        {"applicant": SAMPLE["applicant"] | {"name": LONG}, "rows": [[LONG, "W" * 300]] * 9},
        {"title": "Surat Keterangan " + "Panjang " * 12, "paragraphs": ["Alinea. " * 90] * 9},
        {"place": "#a", "date": "*b*", "number": "1/_/$", "regency": "Kabupaten *X*"},
    ],
    ids=["sample", "bare", "hostile", "long", "pages", "markup"],
)
def test_a_letter_stays_archivable_whatever_is_in_it(template, changed):
    pdf = print_it(template, **changed)

    assert is_pdfa_2b(pdf) == []
    assert is_tagged(pdf) == []


def test_signing_on_behalf_names_both(template):
    signer = {
        "name": "Sari",
        "position": "Sekretaris",
        "capacity_line": "a.n. Camat Muncar, Sekretaris",
    }

    _, words = read_words(print_it(template, signer=signer))

    assert "a.n. Camat Muncar, Sekretaris" in words
