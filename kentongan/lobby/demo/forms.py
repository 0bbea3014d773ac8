"""Invents what residents type: every answer well formed, nobody real."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from kentongan.rooms.people import api as people
from kentongan.rooms.places import api as places

WOMEN_ADD = 40
_serials = iter(range(9101, 9999))


@dataclass(frozen=True)
class Resident:
    """Somebody who applies: what the applicant page asks."""

    name: str
    nik: str
    phone: str
    village: str
    address: str
    email: str = ""
    user_id: int | None = None
    own: Mapping[str, Any] = field(default_factory=dict)  # answers this person always gives

    @property
    def sex(self) -> str:
        """Woman (p) or man (l), as the NIK says."""
        return "p" if int(self.nik[6:8]) > WOMEN_ADD else "l"

    @property
    def applicant(self) -> dict[str, Any]:
        return {
            "name": self.name, "nik": self.nik, "phone": self.phone, "email": self.email,
            "village_code": self.village, "address": self.address,
        }  # fmt: skip


def find_resident(told: Mapping[str, Any], key: str) -> Resident | None:
    """Return the resident of demo.toml with this key."""
    facts = next((p for p in told["people"] if p["key"] == key), None)
    if facts is None:
        return None
    user_id = people.find_user_id(facts["email"])
    return Resident(
        facts["name"], facts["nik"], facts["phone"], facts["village"], facts["address"],
        facts["email"], user_id, facts.get("answers", {}),
    )  # fmt: skip


def invent_resident(random: Random, told: Mapping[str, Any], *, village: str) -> Resident:
    """Return an invented resident of the village."""
    words = told["words"]
    woman = random.random() < 0.5
    name = f"{random.choice(words['women' if woman else 'men'])} {random.choice(words['last'])}"
    serial = next(_serials)
    return Resident(
        name=name,
        nik=invent_nik(random, village=village, woman=woman, serial=serial),
        phone=f"08100000{serial:04d}",
        village=village,
        address=_invent_address(random, words),
        email=f"warga{serial}@demo.example" if random.random() < 0.6 else "",
    )


def _invent_address(random: Random, words: Mapping[str, Any]) -> str:
    return (
        f"{random.choice(words['hamlets'])} RT 0{random.randint(1, 6)} RW 0{random.randint(1, 4)}"
    )


def invent_nik(random: Random, *, village: str, woman: bool, serial: int) -> str:
    """Return a well-formed NIK of the village's district with a serial registries do not reach."""
    born = date(1958, 1, 1) + timedelta(days=random.randrange(16_500))
    day = born.day + (WOMEN_ADD if woman else 0)
    return f"{village[:8].replace('.', '')}{day:02d}{born:%m%y}{serial:04d}"


def list_papers(all_services: Iterable[Any]) -> dict[str, str]:
    """Return key and name of every paper that some service asks for."""
    fields = [each for service in all_services for each in service.form.fields]
    return {f.key: f.label.id for f in fields if f.type in {"photo", "file"}}


def list_required(service: Any) -> list[str]:
    """Return the keys of the papers this service cannot do without."""
    return [f.key for f in service.form.fields if f.type in {"photo", "file"} and f.required]


def list_keys(case: Any) -> list[str]:
    """Return the keys of the papers of the case."""
    return [row["key"] for row in case.case_type.plan.raw.get("requirements", [])]


def invent_answers(
    service: Any, random: Random, told: Mapping[str, Any], resident: Resident, now: datetime
) -> dict[str, Any]:
    """Return an answer for every question of the service's own sections."""
    together = _draw_together(service, random, told, resident)
    return {
        each.key: _find_own(each, resident)
        or together.get(each.key)
        or _invent(each, random, told, resident, now)
        for each in service.form.fields
        if not each.key.startswith("applicant_") and each.type not in {"photo", "file"}
    }


def _draw_together(
    service: Any, random: Random, told: Mapping[str, Any], resident: Resident
) -> dict[str, str]:
    """Return answers that must fit each other: a warung sells food, a bride is a woman."""
    fields = {each.key: each for each in service.form.fields}
    drawn = {"sex": resident.sex}
    for group in told.get("together", ()):
        rows = [dict(zip(group["keys"], row, strict=True)) for row in group["drawn"]]
        fitting = [
            row
            for row in rows
            if fields.keys() & row.keys()
            and all(drawn.get(key, value) == value for key, value in row.items())
            and all(_offers(fields.get(key), value) for key, value in row.items())
        ]
        if fitting:
            drawn |= random.choice(fitting)
    return {key: _fill(value, resident) for key, value in drawn.items()}


def _offers(field: Any, value: str) -> bool:
    """Tell whether the question takes this answer; what is not asked takes any."""
    if field is None or field.type != "choice":
        return True
    return value in {choice.value for choice in field.choices}


def _fill(text: str, resident: Resident) -> str:
    return text.format(owner=resident.name.split()[0], address=resident.address)


def _find_own(field: Any, resident: Resident) -> Any:
    """Return what this person always answers, where the question offers it."""
    answer = resident.own.get(field.key)
    if field.type == "choice" and answer not in {choice.value for choice in field.choices}:
        return None
    return answer


def _invent(
    field: Any, random: Random, told: Mapping[str, Any], resident: Resident, now: datetime
) -> Any:
    known = told["answers"].get(field.key)
    if known and field.type in {"text", "longtext"}:
        return _fill(random.choice(known), resident)[: field.max_length or 500]
    makers: dict[str, Callable[[], Any]] = {
        "number": lambda: str(_between(field, random, 1, 4)),
        "money": lambda: str(_between(field, random, 4, 60) * 100_000),
        "date": lambda: _invent_date(field, random, now),
        "choice": lambda: random.choice([choice.value for choice in field.choices]),
        "region": lambda: _invent_region(field, resident),
        "person": lambda: _invent_person(random, told, resident),
        "nik": lambda: _invent_person(random, told, resident)["nik"],
        "phone": lambda: f"0810{random.randrange(10**8):08d}",
        "yesno": lambda: random.choice(("yes", "no")),
    }
    return makers[field.type]() if field.type in makers else "sesuai keterangan pemohon"


def _between(field: Any, random: Random, low: int, high: int) -> int:
    if field.min is not None:
        low = max(low, int(field.min))
    if field.max is not None:
        high = min(max(high, low), int(field.max))
    return random.randint(low, max(low, high))


def _invent_date(field: Any, random: Random, now: datetime) -> str:
    days = random.randint(1, 25)
    ahead = bool(field.not_before)
    return (now.date() + timedelta(days=days if ahead else -days)).isoformat()


def _invent_region(field: Any, resident: Resident) -> str:
    if field.level == "district":
        return resident.village[:8]
    return str(places.get_region(resident.village).code)


def _invent_person(random: Random, told: Mapping[str, Any], resident: Resident) -> dict[str, str]:
    other = invent_resident(random, told, village=resident.village)
    return {"name": other.name, "nik": other.nik}
