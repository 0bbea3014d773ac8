import pytest

from kentongan.rooms.places import api as places
from kentongan.rooms.places.models import Region


def test_a_region_is_found_by_its_code(maju: str) -> None:
    region = places.get_region("99.01.01.2001")

    assert (str(region), region.kind, str(region.parent)) == ("Sumberjaya, Teluk", "desa", "Teluk")


def test_an_unknown_code_is_refused_in_words(maju: str) -> None:
    with pytest.raises(places.NoSuchRegion) as refusal:
        places.get_region("11.01")

    assert "11.01" in str(refusal.value)
    assert refusal.value.status == 404


def test_regions_are_listed_by_parent_and_by_tree(maju: str) -> None:
    children = places.list_regions(parent="99.01")
    below = places.list_regions(within="99.01.01")
    wards = places.list_regions(within="99", kind="kelurahan")

    assert [r.name for r in children] == ["Teluk", "Bukit"]
    assert [r.name for r in below] == ["Teluk", "Sumberjaya", "Tanjung"]
    assert [r.name for r in wards] == ["Pasar Baru"]


def test_the_tree_can_be_asked_upward(maju: str) -> None:
    above = Region.objects.filter(path__ancestor_of="99.01.02.1001")

    assert [r.name for r in above] == ["Contoh", "Maju", "Bukit", "Pasar Baru"]
    assert [r.name for r in places.list_regions_around("99.01.02.1001")] == [
        "Pasar Baru", "Bukit", "Maju", "Contoh",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("sumberjaya", "Sumberjaya, Teluk"),
        ("SUMBER JAYA", "Sumberjaya, Teluk"),
        ("sumberjya", "Sumberjaya, Teluk"),
        ("sumberjaya teluk", "Sumberjaya, Teluk"),
        ("pasarbaru", "Pasar Baru, Bukit"),
        ("pasar bâru", "Pasar Baru, Bukit"),
        ("tan", "Tanjung, Teluk"),
        ("teluk", "Teluk"),
    ],
)
def test_wati_finds_her_village_however_she_types_it(maju: str, text: str, first: str) -> None:
    assert str(places.search_regions(text)[0]) == first


@pytest.mark.parametrize("text", ["", "   ", "xyzzy", "%", "' OR 1=1 --"])
def test_nothing_is_found_for_nothing(maju: str, text: str) -> None:
    assert places.search_regions(text) == []


def test_villages_of_a_form_stand_under_their_district(maju: str) -> None:
    assert places.list_villages() == [
        ("Bukit", [("99.01.02.1001", "Pasar Baru, Bukit")]),
        (
            "Teluk",
            [("99.01.01.2001", "Sumberjaya, Teluk"), ("99.01.01.2002", "Tanjung, Teluk")],
        ),
    ]
