"""Feeds are read by those who never saw our code: schemas of the formats, and feedparser."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import feedparser
import jsonschema_rs
from lxml import etree

HERE = Path(__file__).parent


@cache
def _grammar(kind: str) -> Any:
    return etree.RelaxNG(etree.parse(str(HERE / f"{kind}.rng")))


def find_faults(content: bytes, kind: str) -> list[str]:
    """Return what the schema of the format, and for XML also feedparser, finds wrong."""
    if kind == "json":
        schema = json.loads((HERE / "jsonfeed.json").read_text())
        found = jsonschema_rs.validator_for(schema).iter_errors(json.loads(content))
        return [f"{list(error.instance_path)}: {error.message}" for error in found]
    grammar = _grammar(kind)
    grammar.validate(etree.fromstring(content))
    faults = [str(error) for error in grammar.error_log]
    parsed = feedparser.parse(content)
    return faults + ([str(parsed.bozo_exception)] if parsed.bozo else [])
