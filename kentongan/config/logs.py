"""
Logs: one JSON object a line (readable lines in the demo), without personal data.

No query string, no body and no header is ever logged; what looks like a NIK, a phone number or an
e-mail address is blotted out of every line, tracebacks and PostgreSQL's details included.
"""

import logging
import re
from collections.abc import MutableMapping
from typing import Any

import structlog

BLOTS = (
    (re.compile(r"\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+"), "[e-mail]"),
    (re.compile(r"(?<![\dA-Za-z])\d{16}(?![\dA-Za-z])"), "[16 digits]"),
    (re.compile(r"(?<![\w-])(?:\+?62|0)[ -]?8\d{1,3}(?:[ -]?\d{3,4}){2}(?![\w-])"), "[phone]"),
    (re.compile(r"^(DETAIL|CONTEXT):.*$", re.MULTILINE), r"\1: [left out]"),
    (re.compile(r"\?[^\s\"']*=[^\s\"']*"), "?[left out]"),
)
Event = MutableMapping[str, Any]


def scrub_text(text: str) -> str:
    """Blot out what may name a person."""
    for pattern, instead in BLOTS:
        text = pattern.sub(instead, text)
    return text


def scrub(_: object, __: str, event: Event) -> Event:
    """Blot out what may name a person in every value of a line."""
    for key, value in event.items():
        event[key] = _scrub_value(value)
    return event


def _scrub_value(value: object) -> object:
    if isinstance(value, str):
        return scrub_text(value)
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, list | tuple):
        return [_scrub_value(item) for item in value]
    if isinstance(value, dict):
        return {key: _scrub_value(item) for key, item in value.items()}
    return scrub_text(str(value))


def make_formatter(*, readable: bool) -> logging.Formatter:
    """Return the formatter of the house, for people at a terminal or for machines."""
    show: structlog.typing.Processor = structlog.processors.JSONRenderer(ensure_ascii=False)
    if readable:
        show = _show_readably
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[
            structlog.contextvars.merge_contextvars,
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            structlog.stdlib.ExtraAdder(),
            structlog.processors.TimeStamper(fmt="iso", utc=not readable),
        ],
        processors=[
            _drop_what_is_not_ours,
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            scrub,
            show,
        ],
    )


def _drop_what_is_not_ours(_: object, __: str, event: Event) -> Event:
    """Leave out objects that libraries hang on a line, such as Django's request."""
    for name in ("request", "status_code", "server_time", "job", "action"):
        event.pop(name, None)
    return event


def _show_readably(_: object, __: str, event: Event) -> str:
    time = str(event.pop("timestamp", ""))[11:19]
    level, name = event.pop("level", ""), event.pop("logger", "")
    text, error = event.pop("event", ""), event.pop("exception", None)
    facts = " ".join(f"{key}={value}" for key, value in event.items())
    return f"{time} {level:7} {name}: {text} {facts}".rstrip() + (f"\n{error}" if error else "")


def make_settings(*, readable: bool, level: str) -> dict[str, Any]:
    """Return Django's LOGGING; plain data, so that a server can hand it to its workers."""
    quiet = {"level": "WARNING"}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {"()": "kentongan.config.logs.make_formatter", "readable": readable}
        },
        "handlers": {
            "terminal": {"class": "logging.StreamHandler", "formatter": "line"},
            "none": {"class": "logging.NullHandler"},
        },
        "root": {"handlers": ["terminal"], "level": level},
        "loggers": {
            "django.request": {"level": "ERROR"},
            "django.server": quiet,
            "procrastinate": quiet,
            "fontTools": quiet,
            "pyhanko": quiet,
            "pyhanko_certvalidator": quiet,
            "psycopg.pool": quiet,
            "axes": quiet,
            "_granian": {"level": "WARNING" if readable else "INFO"},
            "granian.access": {"handlers": ["none"], "propagate": False},
        },
    }
