"""From a category's data to the definition of its case type; what is wrong is said early."""

from collections.abc import Collection, Mapping
from typing import Any

from kentongan.rooms.reports.rules.questions import TYPES
from kentongan.rooms.reports.rules.words import REOPEN_DAYS, Kind

AFTER = "after"
# SP4N-LAPOR!: three days to check, five until the office answers, 14 for a complaint without
# inspection, 5 for information; handbook of the field, 6.1 (lapor.go.id; sippn.menpan.go.id).
VERIFY_DAYS, MEND_DAYS = 3, 5
WHOLE_DAYS = {Kind.COMPLAINT: 14, Kind.ASPIRATION: 14, Kind.INFORMATION: 5}
PHOTO = {"key": "photo", "kind": "photo", "required": False, "name": {"id": "Foto", "en": "Photo"}}
PROOF = {"key": AFTER, "kind": "photo", "name": {"id": "Foto sesudah", "en": "Photo after"}}
VERIFYING_OFFICE = "village|office:diskominfo"


class WrongData(ValueError):
    """A key that is wrong, and why."""


def make_case_definition(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the engine needs of a category: promise, route, how long it may be reopened."""
    steps = [_make_mending(row)]
    if row["kind"] != Kind.INFORMATION:
        steps.insert(0, _make_verifying(row))
    return {
        "promise": row.get("promise", {"days": WHOLE_DAYS[Kind(row["kind"])]}),
        "reopen_days": REOPEN_DAYS,
        "requirements": [PHOTO],
        "proofs": [PROOF],
        "route": steps,
    }


def _make_verifying(row: Mapping[str, Any]) -> dict[str, Any]:
    step = row.get("verify", {})
    return {
        "key": "verifikasi",
        "title": {"id": "Laporan diperiksa", "en": "Report checked"},
        "office": step.get("office", VERIFYING_OFFICE),
        "role": step.get("role", "officer"),
        "promise": step.get("promise", {"days": VERIFY_DAYS}),
        "decisions": ["forward", "join", "reassign", "ask", "refuse"],
        "labels": {
            "forward": {"id": "Benar, teruskan", "en": "True, hand on"},
            "forward_done": {"id": "Diperiksa dan diteruskan", "en": "Checked and handed on"},
            "refuse": {"id": "Tidak dapat ditangani…", "en": "Cannot be taken on…"},
            "refuse_done": {"id": "Tidak dapat ditangani", "en": "Not taken on"},
        },
    }


def _make_mending(row: Mapping[str, Any]) -> dict[str, Any]:
    step = row["mend"]
    is_information = row["kind"] == Kind.INFORMATION
    done = {"id": "Selesai ditangani", "en": "Mended"}
    answered = {"id": "Dijawab", "en": "Answered"}
    return {
        "key": "tindak-lanjut",
        "title": step.get("title", {"id": "Ditindaklanjuti", "en": "Followed up"}),
        "office": step["office"],
        "role": step.get("role", "officer"),
        "promise": step.get("promise", {"days": MEND_DAYS}),
        "decisions": [
            "grant", *([] if is_information else ["return"]), "reassign", "ask", "refuse",
        ],
        "needs": [AFTER] if row.get("after_photo") else [],
        "labels": {
            "grant": {"id": "Jawab dan tutup", "en": "Answer and close"}
            if is_information else {"id": "Sudah ditangani", "en": "It is mended"},
            "grant_done": answered if is_information else done,
            "refuse": {"id": "Tidak dapat ditangani…", "en": "Cannot be taken on…"},
            "refuse_done": {"id": "Tidak dapat ditangani", "en": "Not taken on"},
        },
    }  # fmt: skip


def check_category(
    row: Mapping[str, Any], *, groups: Collection[str], office_keys: Collection[str]
) -> None:
    """Refuse a row with a wrong key; raises WrongData with the key."""
    for key in ("slug", "kind", "group", "name", "description", "mend"):
        if key not in row:
            raise WrongData(f"{row.get('slug', '?')}: {key} is missing")
    at = row["slug"]
    if row["kind"] not in list(Kind):
        raise WrongData(f"{at}.kind: {row['kind']!r}")
    if row["group"] not in groups:
        raise WrongData(f"{at}.group: there is no group {row['group']!r}")
    for key in ("name", "description"):
        if not (row[key].get("id") and row[key].get("en")):
            raise WrongData(f"{at}.{key}: both languages are needed")
    _check_questions(row.get("questions", ()), at=at)
    _check_offices(row, office_keys=office_keys)


def _check_offices(row: Mapping[str, Any], *, office_keys: Collection[str]) -> None:
    rules = [row["mend"].get("office", ""), row.get("verify", {}).get("office", VERIFYING_OFFICE)]
    for part in "|".join(rules).split("|"):
        kind, _, key = part.partition(":")
        if kind == "office" and key not in office_keys:
            raise WrongData(f"{row['slug']}: there is no office {key!r}")


def _check_questions(questions: Any, *, at: str) -> None:
    seen = set()
    for question in questions:
        key = question.get("key", "")
        if not key or key in seen:
            raise WrongData(f"{at}.questions: key {key!r} is missing or there twice")
        seen.add(key)
        if question.get("type") not in TYPES:
            raise WrongData(f"{at}.questions.{key}: type {question.get('type')!r}")
        if question["type"] in {"choice", "choices"} and not question.get("choices"):
            raise WrongData(f"{at}.questions.{key}: choices are missing")
        if not (question.get("label", {}).get("id") and question["label"].get("en")):
            raise WrongData(f"{at}.questions.{key}.label: both languages are needed")
