import io
import random
import re
import shutil
from datetime import UTC, datetime, timedelta

import pytest
from pyhanko.pdf_utils.generic import DictionaryObject, pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pypdf import PdfReader

from kentongan.foundation import press, seal
from kentongan.foundation.testing_pdfa import is_pdfa_2b, is_tagged
from kentongan.foundation.tests.test_press import run_verapdf

NOW = datetime(2026, 11, 22, 2, 30, tzinfo=UTC)
TEMPLATE = '#set document(title: "Letter")\n#set text(lang: "id")\n= Letter\nWati Ningsih'


@pytest.fixture(scope="module")
def authority():
    return seal.Authority.create(name="Root", now=NOW)


@pytest.fixture(scope="module")
def credential(authority):
    return authority.issue(common_name="Head of the office", organisation="Office", now=NOW)


@pytest.fixture(scope="module")
def letter(tmp_path_factory):
    path = tmp_path_factory.mktemp("letter") / "letter.typ"
    path.write_text(TEMPLATE)
    return press.print_letter(template=path, data={"made_at": NOW})


@pytest.fixture(scope="module")
def sealed(letter, credential):
    return put_seal(letter, credential)


def put_seal(pdf, credential, at=NOW):
    return seal.sign(
        pdf, credential=credential, reason="Letter 1", location="Muncar", name="Ratna", at=at
    )


def find_seal(pdf):
    start, after = re.search(rb"/ByteRange \[ ?0 (\d+) (\d+)", pdf).groups()
    return int(start), int(after)


def change_byte(pdf, place):
    digit = pdf[place : place + 1]
    inside = find_seal(pdf)[0] < place < find_seal(pdf)[1] - 1
    other = (b"1" if digit != b"1" else b"2") if inside else bytes([digit[0] ^ 1])
    return pdf[:place] + other + pdf[place + 1 :]


def test_a_sealed_letter_holds(sealed, authority):
    report = seal.check(sealed, roots=[authority.cert_pem])

    assert report.holds
    assert report.signer == "Head of the office"
    assert report.organisation == "Office"
    assert report.signed_at == NOW
    assert report.problem == ""


def test_the_seal_is_appended_and_the_letter_stays_byte_for_byte(sealed, letter):
    assert sealed.startswith(letter)


def test_a_sealed_letter_is_still_pdfa_2b_and_tagged(sealed):
    assert is_pdfa_2b(sealed) == []
    assert is_tagged(sealed) == []


@pytest.mark.skipif(shutil.which("verapdf") is None, reason="veraPDF is not on this machine")
@pytest.mark.parametrize("flavour", ["2b", "ua1"])
def test_verapdf_agrees_about_a_sealed_letter(sealed, tmp_path, flavour):
    path = tmp_path / "sealed.pdf"
    path.write_bytes(sealed)

    assert [line[:4] for line in run_verapdf(flavour, [str(path)])] == ["PASS"]


def test_the_seal_is_invisible_printable_and_outside_the_page(sealed):
    page = PdfReader(io.BytesIO(sealed)).pages[0]
    (field,) = (note.get_object() for note in page["/Annots"])

    assert [float(side) for side in field["/Rect"]] == [-9999] * 4
    assert int(field["/F"]) & 0b110 == 0b100


def test_the_seal_is_pades_and_forbids_changes(sealed):
    assert b"/ETSI.CAdES.detached" in sealed
    assert re.search(rb"/TransformMethod /DocMDP", sealed)
    assert re.search(rb"/P 1\b", sealed)


def test_any_changed_byte_breaks_it(sealed, authority):
    dice = random.Random(2)  # noqa: S311 - the same places every time
    start, after = find_seal(sealed)
    shell = [
        *range(start, start + 120),
        *range(start + 1000, start + 1500, 7),
        after - 2,
        after - 1,
    ]
    anywhere = dice.sample(range(len(sealed)), 80)

    unseen = [
        place
        for place in shell + anywhere
        if seal.check(change_byte(sealed, place), roots=[authority.cert_pem]).holds
    ]

    assert unseen == []


def test_a_changed_byte_of_the_letter_makes_it_not_intact(sealed, letter, authority):
    report = seal.check(change_byte(sealed, len(letter) // 2), roots=[authority.cert_pem])

    assert not report.intact


@pytest.mark.parametrize("more", [b"\n", b" ", b"% comment\n%%EOF\n"])
def test_what_is_appended_is_not_covered(sealed, authority, more):
    report = seal.check(sealed + more, roots=[authority.cert_pem])

    assert not report.covers_whole_file
    assert not report.holds


def test_an_update_appended_to_a_sealed_letter_is_seen(sealed, authority):
    writer = IncrementalPdfFileWriter(io.BytesIO(sealed))
    writer.root["/Extra"] = writer.add_object(DictionaryObject({pdf_name("/A"): pdf_name("/B")}))
    writer.update_root()
    changed = io.BytesIO()
    writer.write(changed)

    report = seal.check(changed.getvalue(), roots=[authority.cert_pem])

    assert report.modified_after
    assert not report.holds


def test_a_seal_of_an_unknown_root_is_intact_but_not_trusted(sealed):
    stranger = seal.Authority.create(name="Stranger", now=NOW)

    report = seal.check(sealed, roots=[stranger.cert_pem])

    assert report.intact
    assert not report.trusted
    assert not report.holds


def test_a_seal_after_the_end_of_its_certificate_is_not_trusted(letter, authority, credential):
    late = put_seal(letter, credential, at=credential.ends_at + timedelta(days=1))

    assert not seal.check(late, roots=[authority.cert_pem]).trusted


@pytest.mark.parametrize("junk", [b"", b"not a pdf", b"%PDF-1.7\n%%EOF"])
def test_junk_is_answered_and_not_raised(junk, authority):
    assert not seal.check(junk, roots=[authority.cert_pem]).intact


def test_a_letter_without_a_seal_is_not_intact(letter, authority):
    assert seal.check(letter, roots=[authority.cert_pem]).problem == "not sealed"


def test_a_letter_is_not_sealed_twice(sealed, credential):
    with pytest.raises(ValueError, match="sealed already"):
        put_seal(sealed, credential)


def test_authority_and_credential_survive_being_stored(letter, authority):
    again = seal.Authority.load(cert_pem=authority.cert_pem, key_pem=authority.key_pem)
    credential = again.issue(common_name="N" * 100, organisation="O" * 100, now=NOW)
    stored = seal.Credential(
        cert_pem=credential.cert_pem, key_pem=credential.key_pem, chain_pem=credential.chain_pem
    )

    report = seal.check(put_seal(letter, stored), roots=[authority.cert_pem])

    assert report.holds
    assert report.signer == "N" * 64


def test_a_key_that_does_not_belong_to_its_certificate_is_refused(authority):
    other = seal.Authority.create(name="Other", now=NOW)

    with pytest.raises(ValueError, match="does not belong"):
        seal.Authority.load(cert_pem=authority.cert_pem, key_pem=other.key_pem)


def test_keys_do_not_show_when_printed(authority, credential):
    assert "PRIVATE" not in repr(authority) + repr(credential)


def test_the_local_signer_signs_like_the_function(letter, authority, credential):
    signer: seal.Signer = seal.LocalSigner(credential)

    sealed = signer.sign(letter, reason="Letter 1", location="Muncar", name="Ratna", at=NOW)

    assert seal.check(sealed, roots=[authority.cert_pem]).holds
