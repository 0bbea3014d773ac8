"""Compile the words of a language (.po to .mo) without gettext's own programs on the machine."""

import ast
import os
import struct
from pathlib import Path

from kentongan.config.paths import ROOT

MAGIC = 0x950412DE
CONTEXT, PLURAL = "\x04", "\x00"


def compile_stale() -> None:
    """Compile every catalogue that is newer than what was made of it."""
    for source in (ROOT / "locale").glob("*/LC_MESSAGES/*.po"):
        target = source.with_suffix(".mo")
        newest = max(file.stat().st_mtime_ns for file in (source, Path(__file__)))
        if target.exists() and target.stat().st_mtime_ns >= newest:
            continue
        half = target.with_suffix(f".{os.getpid()}")
        half.write_bytes(pack(read(source.read_text(encoding="utf-8"))))
        half.replace(target)


def read(text: str) -> dict[str, str]:
    """Return what a .po file translates; fuzzy and empty entries are left out."""
    found: dict[str, str] = {}
    for block in text.split("\n\n"):
        lines = [line for line in block.splitlines() if not line.startswith("#~")]
        key, value = _read_entry([line for line in lines if not line.startswith("#")])
        is_fuzzy = any(line.startswith("#,") and "fuzzy" in line for line in lines)
        if key and is_fuzzy:  # the head, which says the character set, counts always
            continue
        if value.strip(PLURAL):
            found[key] = value
    return found


def _read_entry(lines: list[str]) -> tuple[str, str]:
    parts: dict[str, str] = {}
    name = ""
    for line in lines:
        if not line.startswith('"'):
            name, _, line = line.partition(" ")  # noqa: PLW2901 - the quoted rest
        parts[name] = parts.get(name, "") + str(ast.literal_eval(line.strip() or '""'))
    key = parts.get("msgid", "")
    if "msgctxt" in parts:
        key = parts["msgctxt"] + CONTEXT + key
    if "msgid_plural" in parts:
        key += PLURAL + parts["msgid_plural"]
    return key, PLURAL.join(parts[name] for name in sorted(parts) if name.startswith("msgstr"))


def pack(entries: dict[str, str]) -> bytes:
    """Return the entries in the .mo format of GNU gettext."""
    pairs = sorted((key.encode(), value.encode()) for key, value in entries.items())
    table_at = 7 * 4
    text_at = table_at + 16 * len(pairs)
    keys: list[int] = []
    values: list[int] = []
    text = b""
    for column, offsets in ((0, keys), (1, values)):
        for pair in pairs:
            offsets += [len(pair[column]), text_at + len(text)]
            text += pair[column] + b"\0"
    head = struct.pack("<7I", MAGIC, 0, len(pairs), table_at, table_at + 8 * len(pairs), 0, 0)
    return head + struct.pack(f"<{4 * len(pairs)}I", *keys, *values) + text
