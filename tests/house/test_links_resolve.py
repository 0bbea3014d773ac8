"""No link in our own pages leads nowhere."""

import re
from pathlib import Path

import pytest

PAGES = sorted(
    page
    for folder in ("docs", "kentongan", "regencies", "tests", "bench")
    for page in Path(folder).rglob("*.md")
) + sorted(Path().glob("*.md"))
LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ +(.+)$", re.MULTILINE)


def make_anchors(text: str) -> set[str]:
    kept = [re.sub(r"[^\w\- ]", "", title.lower()) for title in HEADING.findall(text)]
    return {title.strip().replace(" ", "-") for title in kept}


@pytest.mark.parametrize("document", PAGES, ids=str)
def test_links_resolve(document: Path) -> None:
    broken = []
    for link in LINK.findall(document.read_text()):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, anchor = link.partition("#")
        target = document.parent / path if path else document
        is_there = target.exists()
        if is_there and anchor and target.suffix == ".md":
            is_there = anchor in make_anchors(target.read_text())
        if not is_there:
            broken.append(link)

    assert broken == []
