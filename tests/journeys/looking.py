"""What a page must hold in a browser, whoever looks at it and in whatever language."""

import re
from functools import cache
from pathlib import Path
from typing import Any

from kentongan.config import catalogues
from kentongan.config.paths import ROOT

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text()
RUN = """async () => (await axe.run(document)).violations.flatMap(
  (rule) => rule.nodes.map((node) => `${rule.id} ${node.target}: ${node.failureSummary}`))"""
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
# Every text a person may read or hear, but what is marked as another language or as a person's own.
TEXTS = """(language) => {
  const other = `[lang]:not([lang="${language}"]):not(html), script, style, template, code, .notice,
    textarea, option, .kept-lines, [translate="no"]`;
  const said = (text) => (text ?? "").replace(/\\s+/g, " ").trim();
  const texts = [];
  const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    if (!walker.currentNode.parentElement.closest(other)) texts.push(said(walker.currentNode.data));
  }
  for (const name of ["aria-label", "placeholder", "title", "alt", "data-words", "data-kept"]) {
    for (const node of document.querySelectorAll(`[${name}]`)) {
      if (!node.closest(other)) texts.push(said(node.getAttribute(name)));
    }
  }
  return [...new Set(texts)].filter((text) => text.length > 1);
}"""
PLACE = re.compile(r"%\(\w+\)[sd]")
# Small words that only one of the two languages has; two of them in one text are no accident.
SMALL_WORDS = {
    "en": re.compile(
        r"\b(the|and|of|your|with|for|is|are|this|you|from|please|not|was|has|have|been|will|by|"
        r"that|which|who|what|when|or|must|can)\b",
        re.IGNORECASE,
    ),
    "id": re.compile(
        r"\b(yang|dan|untuk|dengan|tidak|atau|dari|pada|anda|adalah|ini|itu|akan|sudah|belum|oleh|"
        r"kami|harus|dapat|bisa|ke)\b",
        re.IGNORECASE,
    ),
}
OTHER = {"id": "en", "en": "id"}
ENOUGH = 2


def find_violations(page: Any) -> list[str]:
    """Return what axe finds on the page, rule by rule; nothing is what we want."""
    page.evaluate(AXE)
    found: list[str] = page.evaluate(RUN)
    return found


def find_sideways(page: Any) -> int:
    """Return by how many pixels the page is wider than its window."""
    return int(page.evaluate(SIDEWAYS))


def find_foreign_words(page: Any, *, language: str) -> list[str]:
    """Return the texts of the page that are in the house's other language."""
    texts: list[str] = page.evaluate(TEXTS, language)
    return [text for text in texts if _is_foreign(text, language=language)]


def find_faults(page: Any, *, language: str) -> list[str]:
    """Return everything that is wrong with a page, each with its address."""
    where = re.sub(r"^https?://[^/]+", "", page.url)
    faults = find_violations(page)
    if find_sideways(page):
        faults.append(f"{find_sideways(page)} px too wide")
    faults += [f"not {language}: {text}" for text in find_foreign_words(page, language=language)]
    if page.evaluate("document.documentElement.lang") != language:
        faults.append("is in another language")
    return [f"{where}: {fault}" for fault in faults]


def _is_foreign(text: str, *, language: str) -> bool:
    whole, with_places = _list_sentences(OTHER[language])
    if text in whole or any(pattern.fullmatch(text) for pattern in with_places):
        return True
    found = {word.lower() for word in SMALL_WORDS[OTHER[language]].findall(text)}
    own = {word.lower() for word in SMALL_WORDS[language].findall(text)}
    return len(found) >= ENOUGH and len(found) > len(own)


@cache
def _list_sentences(language: str) -> tuple[set[str], list[re.Pattern[str]]]:
    """Return what the house says in this language only: whole texts, and those with places."""
    pairs = _read_catalogue()
    sides = {"en": {pair[0] for pair in pairs}, "id": {pair[1] for pair in pairs}}
    only = sides[language] - sides[OTHER[language]]
    with_places = [text for text in only if PLACE.search(text)]
    return only - {*with_places}, [_make_pattern(text) for text in with_places]


def _read_catalogue() -> list[tuple[str, str]]:
    said = catalogues.read((ROOT / "locale/id/LC_MESSAGES/django.po").read_text())
    clean = [(_clean(source), _clean(target)) for source, target in said.items() if source]
    return [(source, target) for source, target in clean if source and target]


def _clean(text: str) -> str:
    return " ".join(text.rpartition(catalogues.CONTEXT)[2].split(catalogues.PLURAL)[0].split())


def _make_pattern(text: str) -> re.Pattern[str]:
    parts = [re.escape(part) for part in PLACE.split(text)]
    is_said = len("".join(PLACE.split(text)).split()) >= ENOUGH
    return re.compile(".+".join(parts) if is_said else "(?!)")
