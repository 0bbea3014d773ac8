"""People find a service by the words they use, also mistyped, in both languages."""

import pytest

from kentongan.rooms.services import api as services

pytestmark = pytest.mark.usefixtures("catalogue")


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("surat usahaa", "surat-keterangan-usaha"),
        ("SKU", "surat-keterangan-usaha"),
        ("pengajuan kredit bank", "surat-keterangan-usaha"),
        ("business letter for loan", "surat-keterangan-usaha"),
        ("ktp hilng", "surat-keterangan-kehilangan"),
        ("e-KTP hilang", "surat-keterangan-kehilangan"),
        ("lost", "surat-keterangan-kehilangan"),
        ("akte lahir", "akta-kelahiran"),
        ("birth certificate", "akta-kelahiran"),
        ("skck", "surat-pengantar-skck"),
        ("police record", "surat-pengantar-skck"),
        ("saya mau nikah", "surat-pengantar-nikah"),
        ("keterangn tdak mampu", "surat-keterangan-tidak-mampu"),
        ("kartu kuning", "kartu-pencari-kerja"),
        ("domisli", "surat-keterangan-domisili"),
        ("pindahan ke malang", "surat-pengantar-pindah"),
        ("izin dangdut", "izin-keramaian"),
        ("jomblo", "surat-keterangan-belum-menikah"),
        ("bansos", "rekomendasi-bantuan-sosial"),
    ],
)
def test_what_people_type_finds_the_service(typed: str, slug: str) -> None:
    assert services.search_services(typed, limit=3)[0].slug == slug


@pytest.mark.parametrize("typed", ["", "   ", "xyzzyq", "'; DROP TABLE service; --", "\0", "& | !"])
def test_what_means_nothing_here_finds_nothing(typed: str) -> None:
    assert services.search_services(typed) == []


def test_the_number_of_results_is_limited() -> None:
    assert len(services.search_services("surat keterangan", limit=3)) == 3


def test_a_search_asks_the_database_three_times(django_assert_num_queries: object) -> None:
    with django_assert_num_queries(3):  # type: ignore[operator]
        services.search_services("surat usahaa untuk kredit")
