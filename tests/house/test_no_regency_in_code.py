"""Any regency can take the house with data alone: the name of none stands in the code."""

import tomllib
from pathlib import Path

import pytest

NAMES = sorted(
    str(tomllib.loads(file.read_text())["name"])
    for file in Path("regencies").glob("*/regency.toml")
)
CODE = [
    file
    for kind in ("py", "html", "js", "css", "txt", "svg")
    for file in sorted(Path("kentongan").rglob(f"*.{kind}"))
    if "tests" not in file.parts
]
SETTING = "kentongan/config/settings.py"  # REGENCY has a folder as its default


@pytest.mark.parametrize("name", NAMES)
def test_no_regency_stands_in_the_code(name: str) -> None:
    found = [str(file) for file in CODE if name.lower() in file.read_text().lower()]

    assert [file for file in found if file != SETTING] == []
