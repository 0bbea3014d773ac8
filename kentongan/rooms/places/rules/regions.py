"""
Regions by code of the ministry of home affairs (Kepmendagri 300.2.2-2138/2025).

Two digits for the province, two for the regency or city, two for the district, four for the
village, of which the first says the kind: 1 kelurahan, 2 desa, 3 desa adat.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kentongan.rooms.places.rules.wrong import WrongData

CODE = re.compile(r"\d{2}(\.\d{2}(\.\d{2}(\.\d{4})?)?)?")
REGENCY_CODE = re.compile(r"\d{2}\.\d{2}")
KINDS = {"province", "regency", "city", "district", "desa", "kelurahan"}
VILLAGES = {"desa", "kelurahan"}
DISTRICT_LENGTH = len("35.10.05")
VILLAGE_LENGTH = len("35.10.05.2003")
KELURAHAN_DIGIT = "1"
FIRST_CITY_NUMBER = 71  # regencies are numbered from 01, cities from 71
BEFORE_THE_NAME = re.compile(r"^(Kabupaten|Kota)( Administrasi)? ")


@dataclass(frozen=True)
class RegionSpec:
    """One line of regions.csv."""

    code: str
    parent_code: str
    name: str
    kind: str


def read_regions(rows: Iterable[Mapping[str, str]]) -> list[RegionSpec]:
    """Read the lines of regions.csv, parents before children; raises WrongData with the line."""
    specs: dict[str, RegionSpec] = {}
    for number, row in enumerate(rows, start=2):
        spec = RegionSpec(*(_cell(row, name) for name in ("code", "parent_code", "name", "kind")))
        if not CODE.fullmatch(spec.code) or spec.code in specs:
            raise WrongData(f"line {number}: the code {spec.code!r} is wrong or there twice")
        if spec.kind not in KINDS or not spec.name:
            raise WrongData(f"line {number}: {spec.code} needs a name and a kind")
        specs[spec.code] = spec
    for spec in specs.values():
        if spec.parent_code and spec.parent_code not in specs:
            raise WrongData(f"{spec.code}: its parent {spec.parent_code!r} is missing")
        if spec.parent_code != spec.code.rpartition(".")[0]:
            raise WrongData(f"{spec.code}: does not lie in {spec.parent_code!r}")
    return sorted(specs.values(), key=lambda spec: spec.code)


def pick_national_rows(
    tables: Mapping[str, Sequence[Mapping[str, str]]], *, code: str
) -> list[RegionSpec]:
    """
    Pick one regency or city from the four tables of idn-area-data, with its province above it.

    `tables` has provinces, regencies, districts and villages; raises WrongData for an unknown code.
    """
    if not re.fullmatch(r"\d{2}\.\d{2}", code):
        raise WrongData(f"{code!r} is no code of a regency or city, such as 35.10")
    province = code.partition(".")[0]
    rows = [
        *(row for row in tables["provinces"] if _cell(row, "code") == province),
        *(row for row in tables["regencies"] if _cell(row, "code") == code),
        *(row for row in tables["districts"] if _cell(row, "code").startswith(f"{code}.")),
        *(row for row in tables["villages"] if _cell(row, "code").startswith(f"{code}.")),
    ]
    found = [_cell(row, "code") for row in rows]
    if code not in found or province not in found:
        raise WrongData(f"there is no regency or city {code}")
    return read_regions(
        {
            "code": _cell(row, "code"),
            "parent_code": _cell(row, "code").rpartition(".")[0],
            "name": clean_name(_cell(row, "name")),
            "kind": find_kind(_cell(row, "code")),
        }
        for row in rows
    )


def find_kind(code: str) -> str:
    """Tell from its Kemendagri code what kind of region this is."""
    parts = code.split(".")
    if len(parts) == 4:  # noqa: PLR2004 - province, regency, district, village
        return "kelurahan" if parts[3].startswith(KELURAHAN_DIGIT) else "desa"
    if len(parts) == 2:  # noqa: PLR2004
        return "city" if int(parts[1]) >= FIRST_CITY_NUMBER else "regency"
    return "province" if len(parts) == 1 else "district"


def clean_name(name: str) -> str:
    """Return the bare name: no kind before it, and Madura's glottal stop as an apostrophe."""
    return BEFORE_THE_NAME.sub("", " ".join(name.replace('"', "'").split()))


def make_full_name(spec: RegionSpec, parents: Mapping[str, RegionSpec]) -> str:
    """Return "Sumberberas, Muncar" for a village, the name alone for what is above."""
    if spec.kind in VILLAGES and spec.parent_code in parents:
        return f"{spec.name}, {parents[spec.parent_code].name}"
    return spec.name


def is_village_code(code: str) -> bool:
    """Tell whether this is the code of a village."""
    return len(code) == VILLAGE_LENGTH and CODE.fullmatch(code) is not None


def list_codes_above(code: str) -> list[str]:
    """Return the code and those of the regions around it: 35.10.05.2003, 35.10.05, 35.10, 35."""
    parts = code.split(".")
    return [".".join(parts[:length]) for length in range(len(parts), 0, -1)]


def _cell(row: Mapping[str, str], name: str) -> str:
    return (row.get(name) or "").strip()
