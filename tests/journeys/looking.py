"""What a page must hold in a browser, whoever looks at it."""

from pathlib import Path
from typing import Any

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text()
RUN = """async () => (await axe.run(document)).violations.flatMap(
  (rule) => rule.nodes.map((node) => `${rule.id} ${node.target}: ${node.failureSummary}`))"""
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def find_violations(page: Any) -> list[str]:
    """Return what axe finds on the page, rule by rule; nothing is what we want."""
    page.evaluate(AXE)
    found: list[str] = page.evaluate(RUN)
    return found


def find_sideways(page: Any) -> int:
    """Return by how many pixels the page is wider than its window."""
    return int(page.evaluate(SIDEWAYS))
