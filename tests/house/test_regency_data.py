"""A regency is data, and data is read as strictly as code."""

import csv
import datetime as dt
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

REGENCIES = Path(__file__).parents[2] / "regencies"
FOLDERS = sorted(path.parent for path in REGENCIES.glob("*/regency.toml"))
SERVICES = sorted(REGENCIES.glob("*/services/*.toml"))
COMPONENTS = [  # UU 25/2009 pasal 21; requirements and time stand elsewhere in the file
    "fee",
    "legal_basis",
    "procedure",
    "product",
    "complaints",
    "facilities",
    "competence",
    "supervision",
    "staff",
    "guarantee",
    "safety",
    "evaluation",
]
FIELD_TYPES = {
    "text", "longtext", "number", "money", "date", "choice", "region", "person", "nik", "phone",
    "yesno", "photo", "file",
}  # fmt: skip
ROLES = {"officer", "secretary", "head"}
DECISIONS = {"forward", "grant", "refuse", "ask", "return", "consult"}
BUILT_IN = {"applicant_name", "applicant_nik", "applicant_address", "village", "district"}
PROMISE_UNITS = {"minutes", "hours", "days"}
PLACEHOLDER = re.compile(r"\{(\w+)\}")
KEY = re.compile(r"^[a-z][a-z0-9_]*$")
SLUG = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*$")
NIK = re.compile(r"^\d{6}(?:[04][1-9]|[1256]\d|[37][01])(?:0[1-9]|1[0-2])\d{2}(?!0000)\d{4}$")


def read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def names(paths: list[Path]) -> list[str]:
    return [path.stem for path in paths]


def texts(node: Any, *, at: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every table that carries words: it has an `id` or an `en` that is not a list."""
    if isinstance(node, dict):
        if isinstance(node.get("id"), str) or isinstance(node.get("en"), str):
            yield at, node
        for key, value in node.items():
            yield from texts(value, at=f"{at}.{key}")
    elif isinstance(node, list):
        for position, value in enumerate(node):
            yield from texts(value, at=f"{at}[{position}]")


def fields_of(service: dict[str, Any]) -> list[dict[str, Any]]:
    return [field for section in service["sections"] for field in section["fields"]]


def offices_of(folder: Path) -> set[str]:
    return {office["key"] for office in read(folder / "offices.toml")["offices"]}


def regions_of(folder: Path) -> list[dict[str, str]]:
    with (folder / "regions.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.fixture(params=SERVICES, ids=names(SERVICES))
def service_file(request: pytest.FixtureRequest) -> Path:
    assert isinstance(request.param, Path)
    return request.param


@pytest.fixture
def service(service_file: Path) -> dict[str, Any]:
    return read(service_file)


@pytest.mark.parametrize("file", sorted(REGENCIES.rglob("*.toml")), ids=lambda file: file.stem)
def test_every_text_is_there_in_both_languages(file: Path) -> None:
    missing = []
    for at, table in texts(read(file)):
        english = table.get("en") or table.get("name", {}).get("en")
        indonesian = table.get("id") or table.get("text")
        if not (indonesian and english and indonesian.strip() and english.strip()):
            missing.append(at)

    assert missing == []


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_region_has_a_parent_and_a_fitting_kind(folder: Path) -> None:
    rows = regions_of(folder)
    codes = {row["code"] for row in rows}

    assert len(codes) == len(rows)
    assert [row["code"] for row in rows if row["parent_code"] not in codes | {""}] == []
    wrong = [
        row["code"]
        for row in rows
        if (row["kind"] == "kelurahan" and row["code"].split(".")[-1][0] != "1")
        or (row["kind"] == "desa" and row["code"].split(".")[-1][0] not in "23")
    ]  # fmt: skip
    assert wrong == []


def test_banyuwangi_has_its_25_districts_and_217_villages() -> None:
    counts = Counter(row["kind"] for row in regions_of(REGENCIES / "banyuwangi"))

    assert counts == {"province": 1, "regency": 1, "district": 25, "desa": 189, "kelurahan": 28}


def test_each_district_has_as_many_villages_as_the_ministry_counts() -> None:
    # Kepmendagri 300.2.2-2138/2025, districts 35.10.01 to 35.10.25: (desa, kelurahan)
    desa = [5, 7, 8, 9, 10, 9, 6, 10, 5, 7, 6, 11, 10, 14, 8, 0, 2, 12, 9, 7, 5, 5, 6, 8, 10]
    kelurahan = {"35.10.15": 2, "35.10.16": 18, "35.10.17": 4, "35.10.21": 4}
    rows = regions_of(REGENCIES / "banyuwangi")

    counted = Counter((row["parent_code"], row["kind"]) for row in rows)

    for number, expected in enumerate(desa, start=1):
        code = f"35.10.{number:02d}"
        assert counted[code, "desa"] == expected, code
        assert counted[code, "kelurahan"] == kelurahan.get(code, 0), code


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_offices_have_a_parent_hours_and_no_real_address(folder: Path) -> None:
    data = read(folder / "offices.toml")
    kinds = set(read(folder / "hours.toml")["kinds"])
    keys = [office["key"] for office in data["offices"]]

    assert len(keys) == len(set(keys))
    assert {"desa", "kelurahan", "district"} <= set(data["patterns"])
    for office in data["offices"]:
        assert SLUG.match(office["key"])
        assert office["parent"] in {*keys, ""}
        assert office["hours"] in kinds
        assert office["email"].endswith(".example")


def test_banyuwangi_has_at_least_thirty_agencies() -> None:
    offices = read(REGENCIES / "banyuwangi" / "offices.toml")["offices"]

    assert sum(office["kind"] == "agency" for office in offices) >= 30
    assert [office["key"] for office in offices if office["kind"] == "regency"] == ["bupati"]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_opening_hours_open_before_they_close(folder: Path) -> None:
    for kind in read(folder / "hours.toml")["kinds"].values():
        for intervals in kind["days"].values():
            moments = [dt.time.fromisoformat(text) for interval in intervals for text in interval]
            assert moments == sorted(set(moments))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_day_off_is_declared_once_and_has_a_source(folder: Path) -> None:
    days = read(folder / "days_off.toml")["days"]
    dates = [day["date"] for day in days]

    assert dates == sorted(set(dates))
    assert all(day["source"] and isinstance(day["verified"], bool) for day in days)
    assert {day["kind"] for day in days} <= {"collective", "local", "national"}


def test_there_are_enough_services_and_no_slug_comes_twice() -> None:
    slugs = [(file.parents[1], read(file)["slug"]) for file in SERVICES]

    assert len(slugs) == len(set(slugs))
    assert len(SERVICES) >= 18


def test_routes_of_one_two_and_three_offices_exist() -> None:
    lengths = {len({step["office"] for step in read(file)["route"]}) for file in SERVICES}

    assert {1, 2, 3} <= lengths


def test_a_service_has_its_name_shelf_and_words(
    service: dict[str, Any], service_file: Path
) -> None:
    shelves = {
        shelf["key"] for shelf in read(service_file.parents[1] / "categories.toml")["categories"]
    }

    assert service["slug"] == service_file.stem
    assert SLUG.match(service["slug"])
    assert service["category"] in shelves
    assert service["keywords"]
    assert service["name"].keys() == service["summary"].keys() == {"id", "en"}


def test_a_service_has_the_fourteen_components(service: dict[str, Any]) -> None:
    standard = service["standard"]

    assert [key for key in COMPONENTS if not standard.get(key)] == []
    assert service["requirements"]
    assert_promise(service["promise"])
    assert all(law.keys() >= {"text", "source", "verified"} for law in standard["legal_basis"])
    assert len(COMPONENTS) + len(["requirements", "time"]) == 14


def assert_promise(promise: dict[str, int]) -> None:
    assert len(promise) == 1
    assert promise.keys() <= PROMISE_UNITS
    assert all(length > 0 for length in promise.values())


def test_requirements_and_fields_are_of_known_kinds(service: dict[str, Any]) -> None:
    fields = fields_of(service)
    keys = [part["key"] for part in [*service["requirements"], *fields]]

    assert len(keys) == len(set(keys))
    assert all(KEY.match(key) for key in keys)
    assert {field["type"] for field in fields} <= FIELD_TYPES
    assert {need["kind"] for need in service["requirements"]} <= {"photo", "file"}
    for field in fields:
        values = [choice["value"] for choice in field.get("choices", [])]
        assert len(values) == len(set(values))
        assert bool(values) == (field["type"] == "choice"), field["key"]
        assert ("level" in field) == (field["type"] == "region"), field["key"]


def test_a_route_goes_on_until_it_grants(service: dict[str, Any], service_file: Path) -> None:
    offices = offices_of(service_file.parents[1])
    route = service["route"]
    rules = [step["office"] for step in route] + [
        rule for step in route for rule in step.get("consults", [])
    ]

    assert len({step["key"] for step in route}) == len(route)
    assert all("forward" in step["decisions"] for step in route[:-1])
    assert "forward" not in route[-1]["decisions"]
    assert "grant" in route[-1]["decisions"]
    for rule in rules:
        key = rule.removeprefix("office:")
        assert rule in {"village", "district", "regency"} or (key != rule and key in offices)


def test_a_step_has_a_role_a_promise_and_known_decisions(service: dict[str, Any]) -> None:
    for step in service["route"]:
        assert step["role"] in ROLES
        assert set(step["decisions"]) <= DECISIONS
        assert_promise(step["promise"])
        assert ("consult" in step["decisions"]) == bool(step.get("consults"))
        assert ("consult_promise" in step) == bool(step.get("consults"))


def test_a_letter_names_its_signer_and_only_what_the_form_asks(service: dict[str, Any]) -> None:
    if "letter" not in service:
        assert "letter_text" not in service
        return
    letter = service["letter_text"]
    written = [*letter["paragraphs"]["id"], *[value for _, value in letter["rows"]]]
    used = {name for text in written for name in PLACEHOLDER.findall(text)}

    known = {field["key"] for field in fields_of(service)} | BUILT_IN
    assert used - known == set()
    assert service["signer"] in {step["key"] for step in service["route"]}
    assert service["validity_days"] >= 0
    assert service["number_format"].format(number=7, office_code="X", year=2026)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_demo_people_stand_at_existing_offices(folder: Path) -> None:
    demo = read(folder / "demo.toml")
    regions = {row["code"]: row["kind"] for row in regions_of(folder)}
    keys = offices_of(folder) | {
        f"{'kec' if kind == 'district' else 'desa'}-{code}" for code, kind in regions.items()
    }
    holdings = [role for person in demo["people"] for role in person.get("roles", [])]

    assert [role["office"] for role in holdings if role["office"] not in keys] == []
    emails = [person["email"] for person in demo["people"]]
    assert len(emails) == len(set(emails))
    assert all(email.endswith("@demo.example") for email in emails)
    assert all(len(person["password"]) >= 10 for person in demo["people"])
    signers = [p for p in demo["people"] if any(r["role"] == "head" for r in p.get("roles", []))]
    assert all(person.get("totp_secret") for person in signers)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_demo_residents_have_a_well_formed_nik(folder: Path) -> None:
    niks = [person["nik"] for person in read(folder / "demo.toml")["people"] if "nik" in person]

    assert niks
    assert len(niks) == len(set(niks))
    assert [nik for nik in niks if not NIK.match(nik)] == []


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_step_of_the_demo_villages_has_somebody(folder: Path) -> None:
    demo = read(folder / "demo.toml")
    held = {
        (role["office"], role["role"]) for p in demo["people"] for role in p.get("roles", [])
    } | {(f"desa-{v}", role) for v in demo["villages"] for role in ("officer", "head")}
    held |= {(f"kec-{v[:8]}", role) for v in demo["villages"] for role in ("officer", "head")}

    for file in sorted(folder.glob("services/*.toml")):
        for step in read(file)["route"]:
            if step["office"].startswith("office:"):
                key = step["office"].removeprefix("office:")
                assert (key, step["role"]) in held, (file.stem, step["key"])


def list_demo_answers(folder: Path) -> dict[str, list[str]]:
    """Return what the demo types by key, drawn alone or together with others."""
    demo = read(folder / "demo.toml")
    answers = {key: list(texts) for key, texts in demo["answers"].items()}
    for group in demo["together"]:
        for row in group["drawn"]:
            for key, text in zip(group["keys"], row, strict=True):
                answers.setdefault(key, []).append(text)
    return answers


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_the_demo_can_answer_every_text_a_form_requires(folder: Path) -> None:
    answers = list_demo_answers(folder)
    asked = {
        field["key"]: file.stem
        for file in sorted(folder.glob("services/*.toml"))
        for field in fields_of(read(file))
        if field["type"] in {"text", "longtext"} and field["required"]
    }

    assert {key: slug for key, slug in asked.items() if not answers.get(key)} == {}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_demo_answers_fit_their_fields(folder: Path) -> None:
    answers = list_demo_answers(folder)
    for file in sorted(folder.glob("services/*.toml")):
        for field in fields_of(read(file)):
            longest = max((len(text) for text in answers.get(field["key"], [])), default=0)
            assert longest <= field.get("max_length", longest), (file.stem, field["key"])


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_search_words_are_lower_case_and_say_something_else(folder: Path) -> None:
    words = read(folder / "words.toml")

    assert words["stop_words"]
    assert all(word == word.lower() for word in words["stop_words"])
    for word, meanings in words["synonyms"].items():
        assert word == word.lower()
        assert word not in meanings


GUIDE = Path(__file__).parents[2] / "docs" / "how-to" / "add-a-service.md"


@pytest.fixture
def service_of_the_guide(tmp_path: Path) -> Path:
    examples = re.findall(r"```toml\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    home = tmp_path / "services"
    home.mkdir()
    for name in ("offices.toml", "categories.toml"):
        (tmp_path / name).write_text((FOLDERS[0] / name).read_text())
    file = home / f"{tomllib.loads(examples[0])['slug']}.toml"
    file.write_text(examples[0])
    return file


def test_the_example_of_the_guide_is_a_whole_service(service_of_the_guide: Path) -> None:
    example = read(service_of_the_guide)

    test_every_text_is_there_in_both_languages(service_of_the_guide)
    test_a_service_has_its_name_shelf_and_words(example, service_of_the_guide)
    test_a_service_has_the_fourteen_components(example)
    test_requirements_and_fields_are_of_known_kinds(example)
    test_a_route_goes_on_until_it_grants(example, service_of_the_guide)
    test_a_step_has_a_role_a_promise_and_known_decisions(example)
    test_a_letter_names_its_signer_and_only_what_the_form_asks(example)
