import io
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pypdf import PdfReader

from kentongan.foundation import press
from kentongan.foundation.testing_pdfa import is_pdfa_2b, is_tagged

MADE_AT = datetime(2026, 11, 22, 2, 30, tzinfo=UTC)
TEMPLATE = """
#let data = json("data.json")
#set document(title: "Letter")
#set text(lang: "id")
= #data.title
#data.name
#image("qr.svg", alt: "QR", width: 2cm)
"""
HOSTILE = [
    '#import "x"',
    '#read("/etc/passwd")',
    "*bold* _slanted_ `raw`",
    "$x^2$ \\ // comment /* open",
    "= Heading\n- list",
    "<label> @reference",
    "]]}}))\"'",
    "A" * 400,
    "Wati 😀👩‍👩‍👧 Ningsih",
    "ꦮꦠꦶ محمد 漢字 क्षि",
    "\u202eitaW\u202c \u0000\u0007 \ud800 \ue000 \ufeff",
    "e\u0301 Ñ ß ﬁ …",
    "",
]


@pytest.fixture
def template(tmp_path):
    path = tmp_path / "letter.typ"
    path.write_text(TEMPLATE)
    return path


def print_it(template, **data):
    facts = {"made_at": MADE_AT, "title": "Letter", "name": "Wati"} | data
    return press.print_letter(template=template, data=facts, images={"qr.svg": press.qr_svg("x")})


def read_text(pdf):
    return PdfReader(io.BytesIO(pdf)).pages[0].extract_text()


def test_a_letter_is_pdfa_2b_and_tagged(template):
    pdf = print_it(template)

    assert is_pdfa_2b(pdf) == []
    assert is_tagged(pdf) == []


def test_a_letter_is_printed_at_any_fraction_of_a_second(template):
    pdf = print_it(template, made_at=MADE_AT.replace(microsecond=121_841))

    assert is_pdfa_2b(pdf) == []


def test_the_same_data_gives_the_same_bytes(template):
    assert print_it(template) == print_it(template)


@pytest.mark.parametrize("name", HOSTILE)
def test_what_people_type_is_text_and_never_markup(template, name):
    pdf = print_it(template, name=name)

    assert is_pdfa_2b(pdf) == []
    assert is_tagged(pdf) == []


@pytest.mark.parametrize("name", HOSTILE[:4])
def test_markup_in_a_name_is_printed_as_it_was_typed(template, name):
    pdf = print_it(template, name=name)

    assert "".join(name.split()) in "".join(read_text(pdf).split())


def test_a_letter_no_font_has_is_printed_as_a_box(template):
    pdf = print_it(template, name="Wati 😀 Ningsih")

    assert f"Wati {press.BOX} Ningsih" in read_text(pdf)


def test_a_form_can_ask_what_cannot_be_printed():
    assert press.list_unprintable(["Wati Ningsih", "😀 ꦮ"]) == ["😀", "ꦮ"]


def test_turned_reading_direction_and_control_characters_are_taken_out():
    assert press.clean_text("a\u202eb\u0000c\ud800d\te\r\nf") == "abcd e\nf"


def test_a_letter_without_a_moment_is_not_printed(template):
    with pytest.raises(press.CannotPrint):
        print_it(template, made_at=None)
    with pytest.raises(press.CannotPrint):
        print_it(template, made_at="2026-11-22T09:30:00")


def test_a_broken_template_says_what_typst_said(tmp_path):
    path = tmp_path / "broken.typ"
    path.write_text("#unknown")

    with pytest.raises(press.CannotPrint, match="unknown variable"):
        press.print_letter(template=path, data={"made_at": MADE_AT})


def test_a_picture_without_words_is_refused(tmp_path):
    path = tmp_path / "silent.typ"
    path.write_text('#set document(title: "x")\n#image("qr.svg")')

    with pytest.raises(press.CannotPrint, match="alt"):
        press.print_letter(
            template=path, data={"made_at": MADE_AT}, images={"qr.svg": press.qr_svg("x")}
        )


def test_the_check_finds_what_breaks_pdfa(template):
    pdf = print_it(template)

    assert is_pdfa_2b(pdf.replace(b"<pdfaid:part>2", b"<pdfaid:part>3"))
    assert is_pdfa_2b(pdf.replace(b"/GTS_PDFA1", b"/GTS_PDFX1"))
    assert is_pdfa_2b(pdf + b"more")
    assert is_pdfa_2b(pdf.replace(b"\n1 0 obj", b" 1 0 obj"))
    assert is_tagged(pdf.replace(b"/Lang", b"/Lung"))


@pytest.mark.skipif(shutil.which("verapdf") is None, reason="veraPDF is not on this machine")
@pytest.mark.parametrize("flavour", ["2b", "ua1"])
def test_verapdf_agrees(template, tmp_path, flavour):
    paths = []
    for number, name in enumerate(HOSTILE):
        path = tmp_path / f"{number}.pdf"
        path.write_bytes(print_it(template, name=name))
        paths.append(str(path))

    said = run_verapdf(flavour, paths)

    assert [line for line in said if not line.startswith("PASS")] == []
    assert len(said) == len(paths)


def run_verapdf(flavour: str, paths: list[str]) -> list[str]:
    command = [str(Path(shutil.which("verapdf") or "")), "--format", "text", "-f", flavour, *paths]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    return done.stdout.strip().splitlines()
