"""
Invented group chats of officers, with the truth about which messages form one report.

Seeded: the same number gives the same chat. The wordings come in two halves that share no
sentence: rules are looked at with `tune`, measured with `measure`. No person in it exists.
"""

import random
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from bench.chat_words import HALVES, Wording

if TYPE_CHECKING:
    from kentongan.rooms.reports.rules.chat.vocabulary import PlaceName

REGIONS = Path(__file__).parents[1] / "regencies" / "banyuwangi" / "regions.csv"
GROUP = "Grup Lapor Kabupaten"
PEOPLE = (
    "Pak Suwito Camat", "Bu Rini Dishub", "Heru Satpol", "Yanti PU", "Slamet Kades Utara",
    "Dwi DLH", "+62 812-3400-0017", "Agus Kominfo", "~ Bambang", "Ibu Nanik", "Fajar BPBD",
    "Pak Mul", "+62 857-0000-4411", "Lilik Camat", "Eko Damkar", "Wahyu PJU", "Siti Diskop",
    "Kasi Trantib", "Pak Hadi 🌾", "Rudi Desa",
)  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One message as it was sent; `report` says to which report it belongs, None to none."""

    at: datetime
    sender: str
    kind: str
    text: str = ""
    report: int | None = None


PLACE_KINDS = ("pertigaan", "depan balai desa", "jalan raya", "sebelah lapangan")
FIRST_DAY = datetime(2024, 1, 3, 6, 0)  # noqa: DTZ001 - a phone's local time
VOWELS = "aiueo"


@dataclass
class Writer:
    """Writes a chat, one scene after the other."""

    seed: int
    wording: Wording
    chance: random.Random = field(init=False)
    at: datetime = field(init=False)
    lines: list[Line] = field(default_factory=list)
    reports: int = 0

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)  # noqa: S311 - chance, not secrets
        self.at = FIRST_DAY + timedelta(days=self.chance.randrange(300))
        self.villages = list_villages()

    def pick(self, options: Sequence[str], **facts: str) -> str:
        text = self.chance.choice(options)
        village = self.chance.choice(self.villages)
        kind = self.chance.choice(PLACE_KINDS)
        return text.format(**{"v": village, "place_kind": kind, **facts})

    def say_place(self) -> str:
        return self.mistype(self.pick(self.wording.places))

    def say_problem(self) -> str:
        return self.mistype(self.pick(self.wording.problems))

    def mistype(self, text: str) -> str:
        """People drop vowels and capitals now and then; names of places less often."""
        words = text.split(" ")
        if self.chance.random() < 0.12:
            at = self.chance.randrange(len(words))
            found = [n for n, sign in enumerate(words[at]) if sign in VOWELS and n]
            if found and len(words[at]) > 4:
                cut = self.chance.choice(found)
                words[at] = words[at][:cut] + words[at][cut + 1 :]
        text = " ".join(words)
        return text.lower() if self.chance.random() < 0.4 else text

    def wait(self, low: float, high: float) -> None:
        self.at += timedelta(seconds=self.chance.uniform(low, high))

    def send(self, sender: str, kind: str, text: str = "", report: int | None = None) -> None:
        self.lines.append(Line(self.at, sender, kind, text, report))
        self.wait(4, 40)

    def person(self, *others: str) -> str:
        return self.chance.choice([name for name in PEOPLE if name not in others])

    def open_report(self) -> int:
        self.reports += 1
        return self.reports


def make_chat(seed: int, *, messages: int = 2000, half: str = "tune") -> list[Line]:
    """Return a chat of at least so many messages, in the order of time."""
    writer = Writer(seed, HALVES[half])
    start_group(writer)
    scenes = [scene for scene, weight in SCENES for _ in range(weight)]
    while len(writer.lines) < messages:
        scene = writer.chance.choice(scenes)
        first = len(writer.lines)
        scene(writer)
        chat_between(writer, first)
        writer.wait(120, 5400)
        if not 5 <= writer.at.hour < 22:
            writer.at = (writer.at + timedelta(hours=9)).replace(hour=6, minute=1)
    return sorted(writer.lines[:messages], key=lambda line: line.at)


def start_group(w: Writer) -> None:
    w.send("", "system", "encryption")
    w.send("", "system", "created")


def chat_between(w: Writer, first: int) -> None:
    """Others say thanks, send stickers or ask for coffee while somebody reports."""
    told = w.lines[first:]
    for line in told:
        if line.report is None or w.chance.random() > 0.3:
            continue
        at = line.at + timedelta(seconds=w.chance.uniform(5, 90))
        other = w.person(line.sender)
        kind, options = w.chance.choice(
            [("text", w.wording.thanks), ("sticker", ("",)), ("text", w.wording.small_talk),
             ("text", w.wording.thanks), ("deleted", ("",))]
        )  # fmt: skip
        w.lines.append(Line(at, other, kind, w.pick(options)))


def photo_then_place(w: Writer) -> None:
    who, number = w.person(), w.open_report()
    for _ in range(w.chance.choice((1, 1, 1, 2, 3))):
        w.send(who, "photo", report=number)
    w.wait(5, 240)
    w.send(who, "text", w.say_place(), number)


def photo_place_photo(w: Writer) -> None:
    photo_then_place(w)
    last = w.lines[-1]
    w.wait(5, 200)
    w.send(last.sender, "photo", report=last.report)
    if w.chance.random() < 0.4:
        w.wait(5, 60)
        w.send(last.sender, "text", w.pick(w.wording.requests), last.report)


def photo_and_all_words(w: Writer) -> None:
    who, number = w.person(), w.open_report()
    for _ in range(w.chance.choice((1, 2, 4))):
        w.send(who, "photo", report=number)
    w.wait(10, 300)
    text = w.pick(w.wording.texts, place=w.say_place(), problem=w.say_problem())
    w.send(who, "text", text, number)


def words_then_photo(w: Writer) -> None:
    who, number = w.person(), w.open_report()
    w.send(who, "text", w.pick(w.wording.intros, problem=w.say_problem()), number)
    w.wait(5, 120)
    for _ in range(w.chance.choice((1, 2))):
        w.send(who, "photo", report=number)
    w.wait(5, 120)
    w.send(who, "text", w.say_place(), number)


def captioned_photo(w: Writer) -> None:
    who, number = w.person(), w.open_report()
    caption = w.pick(w.wording.captions, place=w.say_place(), problem=w.say_problem())
    w.send(who, "photo", caption, number)
    for _ in range(w.chance.choice((0, 0, 1))):
        w.send(who, "photo", report=number)


def words_only(w: Writer) -> None:
    text = w.pick(w.wording.texts, place=w.say_place(), problem=w.say_problem())
    w.send(w.person(), "text", text, w.open_report())


def asked_where(w: Writer) -> None:
    who, number = w.person(), w.open_report()
    w.send(who, "photo", report=number)
    if w.chance.random() < 0.5:
        w.send(who, "text", w.say_problem(), number)
    w.wait(60, 600)
    asker = w.person(who)
    w.send(asker, "text", w.pick(w.wording.questions))
    w.wait(30, 900)
    answering = who if w.chance.random() < 0.7 else w.person(who, asker)
    w.send(answering, "text", w.say_place(), number)


def position_then_photo(w: Writer) -> None:
    who, number = w.person(), w.open_report()
    parts: list[tuple[str, str]] = [("photo", ""), ("location", "")]
    w.chance.shuffle(parts)
    for kind, text in parts:
        w.send(who, kind, text, number)
        w.wait(5, 90)
    if w.chance.random() < 0.6:
        w.send(who, "text", w.say_problem(), number)


def two_in_a_row(w: Writer) -> None:
    """The same person reports twice, a few minutes apart."""
    who = w.person()
    habit = w.chance.choice((0, 1))
    for _ in range(w.chance.choice((2, 2, 3))):
        number = w.open_report()
        photos = w.chance.choice((1, 1, 2))
        if habit:
            w.send(who, "text", w.say_place(), number)
            w.wait(2, 40)
        for _ in range(photos):
            w.send(who, "photo", report=number)
        if not habit:
            w.wait(2, 40)
            w.send(who, "text", w.say_place(), number)
        w.wait(90, 420)


def two_people_at_once(w: Writer) -> None:
    start = w.at
    photo_then_place(w)
    first = w.lines[-1].sender
    w.at = start + timedelta(seconds=w.chance.uniform(5, 60))
    who, number = w.person(first), w.open_report()
    w.send(who, "photo", report=number)
    w.wait(10, 120)
    w.send(who, "text", w.say_place(), number)


def from_another_side(w: Writer) -> None:
    photo_then_place(w)
    last = w.lines[-1]
    other = w.person(last.sender)
    w.wait(60, 400)
    w.send(other, "text", w.pick(w.wording.again), last.report)
    w.wait(3, 30)
    w.send(other, "photo", report=last.report)


def place_in_two_pieces(w: Writer) -> None:
    photo_then_place(w)
    last = w.lines[-1]
    w.wait(5, 60)
    w.send(last.sender, "text", w.pick(w.wording.more_place), last.report)


def done_with_photos(w: Writer) -> None:
    who = w.person()
    texts = [("text", w.pick(w.wording.done))]
    photos = [("photo", "")] * w.chance.choice((1, 2))
    for kind, text in w.chance.choice((texts + photos, photos + texts)):
        w.send(who, kind, text)


def activity(w: Writer) -> None:
    who, text = w.person(), w.pick(w.wording.activities)
    if w.chance.random() < 0.5:
        w.send(who, "photo", text)
    else:
        w.send(who, "text", text)
    for _ in range(w.chance.choice((1, 2, 4))):
        w.send(who, "photo")


def news(w: Writer) -> None:
    who = w.person()
    text = w.pick(w.wording.news)
    if w.chance.random() < 0.3:
        w.send(who, "photo", text)
    else:
        w.send(who, "text", text + w.chance.choice(("", "\n\nSilakan dibagikan.\n")))


def greet(w: Writer) -> None:
    w.send(w.person(), "text", w.pick(w.wording.greetings))
    for _ in range(w.chance.choice((0, 1, 2, 4))):
        kind, text = w.chance.choice(
            [("sticker", ""), ("text", w.pick(w.wording.thanks)),
             ("text", w.pick(w.wording.greetings))]
        )  # fmt: skip
        w.send(w.person(), kind, text)


def small_talk(w: Writer) -> None:
    for _ in range(w.chance.choice((1, 2, 3, 5))):
        w.send(w.person(), "text", w.pick(w.wording.small_talk))
        w.wait(5, 200)


def lone_picture(w: Writer) -> None:
    """A joke or a flyer; nobody says a word about it."""
    w.send(w.person(), w.chance.choice(("photo", "video")))


def odds_and_ends(w: Writer) -> None:
    kind = w.chance.choice(("poll", "contact", "document", "audio", "deleted", "system"))
    sender = "" if kind == "system" else w.person()
    w.send(sender, kind, w.chance.choice(("added", "left", "subject")) if not sender else "")


Scene = Callable[[Writer], None]
SCENES: Sequence[tuple[Scene, int]] = (
    (photo_then_place, 6), (photo_place_photo, 5), (photo_and_all_words, 5), (words_then_photo, 4),
    (captioned_photo, 5), (words_only, 4), (asked_where, 4), (position_then_photo, 2),
    (two_in_a_row, 3), (two_people_at_once, 2), (from_another_side, 2), (place_in_two_pieces, 3),
    (done_with_photos, 7), (activity, 7), (news, 6), (greet, 12), (small_talk, 14),
    (lone_picture, 3), (odds_and_ends, 4),
)  # fmt: skip


def list_villages() -> list[str]:
    rows = [line.split(",") for line in REGIONS.read_text().splitlines()[1:]]
    return [row[2] for row in rows if row[3] in {"desa", "kelurahan"}]


def list_villages_with_codes() -> list["PlaceName"]:
    """Return districts and villages of the regency, as the splitting rules take them."""
    from kentongan.rooms.reports.rules.chat.vocabulary import PlaceName

    rows = [line.split(",") for line in REGIONS.read_text().splitlines()[1:]]
    return [
        PlaceName(code, name, parent if kind in {"desa", "kelurahan"} else "")
        for code, parent, name, kind in rows
        if kind in {"desa", "kelurahan", "district"}
    ]


def list_keywords() -> dict[str, list[str]]:
    """Return the keywords of the regency's categories."""
    data = tomllib.loads((REGIONS.parent / "report_categories.toml").read_text())
    return {row["slug"]: row["keywords"] for row in data["categories"]}
