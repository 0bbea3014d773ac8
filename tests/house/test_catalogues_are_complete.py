"""Every word a person reads is there in Indonesian: nothing missing, nothing guessed."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation.template import templatize

import polib
import pytest

FILE = Path("locale/id/LC_MESSAGES/django.po")
SINGULAR = {"_", "gettext", "gettext_lazy"}
PLURAL = {"ngettext", "ngettext_lazy"}
WITH_CONTEXT = {"pgettext", "pgettext_lazy"}
TEXT = r"u?(\'(?:\\.|[^\'\\])*\'|\"(?:\\.|[^\"\\])*\")"
IN_TEMPLATE = re.compile(rf"(?<![a-z])(_|n?gettext)\({TEXT}")
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w+)\}")


def list_in_python(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text())):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        position = 1 if name in WITH_CONTEXT else 0
        if name in SINGULAR | PLURAL | WITH_CONTEXT and len(node.args) > position:
            first = node.args[position]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value


def list_in_template(file: Path) -> Iterator[str]:
    for match in IN_TEMPLATE.finditer(templatize(file.read_text())):
        yield ast.literal_eval(match[2])


def list_all() -> dict[str, str]:
    """Return every msgid of our code with one place where it stands."""
    found: dict[str, str] = {}
    for file in sorted(Path("kentongan").rglob("*.*")):
        if "tests" in file.parts or file.suffix not in {".py", ".html", ".txt"}:
            continue
        reader = list_in_python if file.suffix == ".py" else list_in_template
        found |= {text: str(file) for text in reader(file) if text.strip()}
    return found


@pytest.fixture(scope="module")
def catalogue() -> polib.POFile:
    return polib.pofile(str(FILE))


def test_every_word_of_the_code_is_translated(catalogue: polib.POFile) -> None:
    known = {entry.msgid for entry in catalogue if entry.translated()}

    missing = {text: place for text, place in list_all().items() if text not in known}

    assert missing == {}


def test_nothing_is_guessed(catalogue: polib.POFile) -> None:
    assert [entry.msgid for entry in catalogue if entry.fuzzy] == []


def test_translations_keep_what_is_filled_in(catalogue: polib.POFile) -> None:
    def has_more(entry: polib.POEntry) -> bool:
        allowed = {*PLACEHOLDER.findall(entry.msgid), *PLACEHOLDER.findall(entry.msgid_plural)}
        texts = [entry.msgstr, *entry.msgstr_plural.values()]
        return any({*PLACEHOLDER.findall(text)} - allowed for text in texts)

    wrong = [entry.msgid for entry in catalogue if has_more(entry)]

    assert wrong == []
