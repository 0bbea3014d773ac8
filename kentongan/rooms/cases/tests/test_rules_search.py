from kentongan.rooms.cases.rules.search import Wanted, read_words, understand

SERVICES = {"sku": "Surat keterangan usaha Business letter", "akta": "Akta kelahiran"}
PLACES = {"01": "Sumberberas Muncar", "02": "Tembokrejo Muncar", "03": "Genteng Kulon Genteng"}


def find(text: str) -> list[Wanted]:
    return understand(read_words(text), services=SERVICES, places=PLACES)


def test_a_word_of_a_service_finds_its_cases_wherever() -> None:
    assert find("usah") == [Wanted(("sku",), None)]


def test_a_word_of_a_place_finds_all_services_there() -> None:
    assert find("muncar") == [Wanted(("sku", "akta"), ("01", "02"))]


def test_words_of_both_narrow_each_other() -> None:
    assert find("akta sumber") == [Wanted(("akta",), ("01",))]


def test_every_word_counts() -> None:
    assert find("usaha kelahiran") == []


def test_nothing_typed_finds_nothing() -> None:
    assert find(" -_%' ") == []
