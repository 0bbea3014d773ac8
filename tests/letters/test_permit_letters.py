"""The letters of building permits as owners get them, with everything they may say."""

import pytest

from kentongan.foundation.testing_pdfa import is_pdfa_2b, is_tagged
from tests.letters.test_regency_letters import LETTERS, SAMPLE, print_it, read_words

BASIS = [
    "Peraturan Pemerintah Nomor 16 Tahun 2021 pasal 253 dan 261",
    "Peraturan Daerah Kabupaten Banyuwangi Nomor 1 Tahun 2022",
]
BUILDING = [
    ["Fungsi bangunan", "Usaha"],
    ["Jenis pekerjaan", "Bangunan baru"],
    ["Luas lantai", "240 m²"],
    ["Jumlah lantai", "2"],
    ["Alamat bangunan", "Jalan Raya Muncar 45"],
    ["Desa/kelurahan", "Sumberberas, Muncar"],
]
LINES = [
    ["Indeks fungsi (If)", "Usaha", "0,7"],
    ["Indeks kompleksitas (Ik)", "Sederhana", "1"],
    ["Indeks permanensi (Ip)", "Permanen", "2"],
    ["Indeks lantai (Il)", "2 lantai, 0 basemen", "1,09"],
    ["Indeks terintegrasi (It): dibulatkan ke atas tiga desimal", "", "0,872"],
    ["Luas total lantai (LLt)", "240 m² di atas tanah", "240 m²"],
    ["Harga per m²: Ilo × SHST", "0,5 % dari Rp5.000.000", "Rp25.000"],
    ["Bangunan: LLt × harga × It × Ibg", "240 × 25.000 × 0,872 × 1", "Rp5.232.000"],
]
COMMON = {"basis": BASIS, "rows": BUILDING, "paragraphs": [], "opening": ""}
PERMIT_LETTERS = {
    "pbg.typ": (
        {
            "title": "Persetujuan Bangunan Gedung", "valid_until": None,
            "payment": "Retribusi Rp5.232.000 dibayar pada 20 November 2026.",
            "conditions": [
                "Bangunan dilaksanakan sesuai dokumen yang disetujui.",
                "Pemilik memasang 1 kamera yang menghadap jalan paling lambat 22 Mei 2027.",
            ],
        },
        ["Dasar", "pasal 253 dan 261", "240 m²", "1 kamera yang menghadap jalan", "Rp5.232.000"],
    ),
    "slf.typ": (
        {"title": "Sertifikat Laik Fungsi", "duty": "Kewajiban kamera telah dipenuhi."},
        ["laik fungsi", "Kewajiban kamera telah dipenuhi.", "berlaku sampai dengan 21 Mei 2027"],
    ),
    "peringatan-kamera.typ": (
        {
            "title": "Surat Peringatan Ketiga", "valid_until": None, "rows": [],
            "permit": "503/0007/PBG/2026", "needed": "1", "due_on": "22 Mei 2027",
            "answer_by": "12 September 2027",
            "lacking": "1 kamera menghadap jalan belum dilaporkan.",
            "where": "layanan.banyuwangi.example/izin/milik/",
            "paragraphs": ["Bila tetap tidak dipenuhi, pembekuan izin diusulkan."],
        },
        ["503/0007/PBG/2026", "22 Mei 2027", "12 September 2027", "belum dilaporkan", "pembekuan"],
    ),
    "keringanan-kamera.typ": (
        {
            "title": "Keputusan Keringanan Kewajiban Kamera", "valid_until": None,
            "decision": "ditolak", "reason": "Bangunan menghadap jalan dan dialiri listrik.",
        },
        ["ditolak", "Bangunan menghadap jalan dan dialiri listrik."],
    ),
    "skrd.typ": (
        {
            "title": "Surat Ketetapan Retribusi Daerah", "valid_until": None, "lines": LINES,
            "total": "Rp5.232.000", "due_on": "22 Desember 2026",
        },
        ["Rp5.232.000", "0,872", "Jumlah yang harus dibayar", "22 Desember 2026"],
    ),
}  # fmt: skip


@pytest.fixture(params=sorted(PERMIT_LETTERS))
def name(request):
    return request.param


def print_permit(name, **changed):
    return print_it(LETTERS / name, **{**COMMON, **PERMIT_LETTERS[name][0], **changed})


def test_a_permit_letter_says_what_it_stands_on_and_what_it_obliges_to(name):
    pages, words = read_words(print_permit(name))

    assert pages == 1
    for said in [*PERMIT_LETTERS[name][1], "Wati Ningsih", SAMPLE["number"], BASIS[1]]:
        assert said in words


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"basis": ["Pasal " * 60] * 8, "conditions": ["Ketentuan " * 50] * 9},
        {"reason": '#import "x" $x$ *b* ' * 60, "lacking": "#let a", "payment": "_x_ <b>"},
        {"lines": [["W" * 90, '#table("x")', "Rp1"]] * 40},
    ],
    ids=["whole", "long", "hostile", "many lines"],
)
def test_a_permit_letter_stays_archivable_whatever_is_in_it(name, changed):
    pdf = print_permit(name, **changed)

    assert is_pdfa_2b(pdf) == []
    assert is_tagged(pdf) == []
