"""Who gets what at every address, with Wati's case: one line per address and verb.

The lines stand in permissions.txt. A new address needs its two lines; when one is missing or
wrong, the failure prints the line as the house answers now: paste it only after reading it.

`login`: led to the login page. `2fa`: led to the second factor. `->`: led elsewhere, which after
a POST means that it was done. Numbers are HTTP: what one may not see answers 404.
"""

import tomllib
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone, translation

import pytest

from kentongan.foundation.actors import TERMINAL
from kentongan.foundation.files.services import store_upload
from kentongan.foundation.files.tests.makers import paint
from kentongan.rooms.cases import api as cases
from kentongan.rooms.news import api as news
from kentongan.rooms.notices import api as notices
from kentongan.rooms.people import api as people
from kentongan.rooms.permits import api as permits
from kentongan.rooms.reports import api as reports
from kentongan.rooms.reports.services.chat.reading import read_export
from kentongan.rooms.reports.services.chat.receiving import receive_export
from kentongan.rooms.rounds import api as rounds
from kentongan.rooms.services import api as services
from tests.people import SUMBERBERAS, People
from tests.sessions import log_in, release

TABLE = Path(__file__).parent / "permissions.txt"
# Sari and Karno had Wati's case, Joko has it now; Gita, Hadi and Ratna are of other offices.
PERSONAS = (
    "visitor", "Wati", "Budi", "Sari", "Karno", "Joko", "Gita", "Hadi", "Ratna", "Tono", "Made",
)  # fmt: skip
METHODS = ("GET", "POST")
COOKIE = settings.SESSION_COOKIE_NAME
REASON = "Foto KTP kurang terang, mohon kirim ulang."
DEFINITION = {
    "promise": {"days": 2},
    "signer": "camat",
    "requirements": [{"key": "ktp", "name": {"id": "Foto KTP"}, "kind": "photo"}],
    "route": [
        {
            "key": "desa", "title": {"id": "Desa"}, "office": "village", "role": "officer",
            "promise": {"hours": 4}, "decisions": ["forward", "refuse", "ask"],
        },
        {
            "key": "camat", "title": {"id": "Camat"}, "office": "district", "role": "head",
            "promise": {"days": 1}, "decisions": ["grant", "refuse", "ask", "consult"],
            "consults": ["office:dinkes"], "consult_promise": {"days": 1},
        },
    ],
}  # fmt: skip
FORM = {
    **DEFINITION,
    "sections": [],
    "requirements": [
        {"key": "ktp", "name": {"id": "KTP", "en": "Card"}, "kind": "photo", "required": True}
    ],
}


# --- Addresses ---


def list_names(resolver: URLResolver, space: str = "") -> Iterator[str]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            yield f"{space}{entry.name or entry.pattern}"
            continue
        below = f"{space}{entry.namespace}:" if entry.namespace else space
        yield from list_names(entry, below)


NAMES = sorted(set(list_names(get_resolver())))


def group_of(name: str) -> str:
    return name.partition(":")[0] if ":" in name else name.partition("_")[0]


GROUPS = sorted({group_of(name) for name in NAMES})


def read_table() -> dict[str, list[str]]:
    """Return the expected answers by `name METHOD`."""
    lines = [line.split() for line in TABLE.read_text().splitlines()]
    kept = [words for words in lines if words and not words[0].startswith("#")]
    return {f"{words[0]} {words[1]}": words[2:] for words in kept}


def write_line(name: str, method: str, answers: list[str]) -> str:
    return f"{name:<40} {method:<5}" + "".join(f"{answer:>8}" for answer in answers)


# --- Wati's case ---


@dataclass
class Scene:
    """Wati's case and what stands in addresses about it."""

    folk: People
    args: dict[str, Any]
    posted: dict[str, dict[str, Any]]
    sessions: dict[str, str]  # keys of those who are logged in, by name


@pytest.fixture
def scene(folk: People, settings: Any, tmp_path: Path) -> Scene:
    """Wati's case at Joko's step: with a photo, a question to another office, and a message."""
    storage = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(tmp_path)},
    }
    settings.STORAGES = {**settings.STORAGES, "default": storage}
    now = timezone.localtime()
    make_service()
    case = make_case(folk, now=now)
    question = cases.ask_office(
        case_id=case.pk, version=2, office_rule="office:dinkes",
        question="Apakah warga ini peserta?", by=folk.actor("Joko", now=now), now=now,
    )  # fmt: skip
    hadi = next(h for h in people.list_holders(now=now) if h.user_id == folk.users["Hadi"])
    args = {
        "code": case.code,
        "attachment_id": cases.list_attachments(case)[0].pk,
        "file_id": cases.list_attachments(case)[0].file_id,
        "step_id": question.pk,
        "office_key": f"desa-{SUMBERBERAS}",
        "holding_id": hadi.holding_id,
        **ARGS,
    }
    return Scene(folk=folk, args=args, posted=list_posted(folk), sessions=open_sessions(folk))


def open_sessions(folk: People) -> dict[str, str]:
    """Log everybody in once; what an answer does to a session is taken back with the rest."""
    names = [name for name in PERSONAS if name in folk.users]
    return {name: log_in(folk.users[name]).cookies[COOKIE].value for name in names}


def make_case(folk: People, *, now: datetime) -> Any:
    wati = folk.actor("Wati", now=now)
    upload = SimpleUploadedFile("ktp.jpg", paint(), "image/jpeg")
    photo = store_upload(upload, by=wati, now=now)
    cases.publish_case_type(
        slug="uji", kind="test", name_id="Surat uji", name_en="Test letter",
        definition=DEFINITION, by=TERMINAL, now=now,
    )  # fmt: skip
    case = cases.submit_case(
        type_slug="uji", place_code=SUMBERBERAS, applicant_id=folk.persons["Wati"], answers={},
        files=[("ktp", photo.pk)], by=wati, now=now,
    )  # fmt: skip
    return cases.decide(
        case_id=case.pk, version=1, decision="forward", by=folk.actor("Sari", now=now), now=now
    )


def make_service() -> None:
    """Put Wati's service into the catalogue; its standard is that of a real one."""
    category_table, service_table = (
        apps.get_model("services", name) for name in ("Category", "Service")
    )
    real = settings.REGENCY_FOLDER / "services" / "surat-keterangan-usaha.toml"
    service_table.objects.create(
        slug="uji", category=category_table.objects.create(key="uji", name_id="Uji"),
        name_id="Surat uji", name_en="Test letter", summary_id="Untuk uji.",
        summary_en="For tests.", standard=tomllib.loads(real.read_text())["standard"],
        definition=FORM, fingerprint=b"",
    )  # fmt: skip


def add_report(scene: Scene) -> None:
    """Let Wati report something with a photo, which Sari checks and shows to everybody."""
    now, wati, sari = timezone.localtime(), *(scene.folk.actor(n) for n in ("Wati", "Sari"))
    reports.load_categories(settings.REGENCY_FOLDER, by=TERMINAL, now=now)
    photo = store_upload(SimpleUploadedFile("a.jpg", paint(), "image/jpeg"), by=wati, now=now)
    report = reports.submit_report(
        category="parkir-trotoar", description="Mobil di trotoar", village_code=SUMBERBERAS,
        answers={"vehicle": "mobil"}, photos=[photo.pk], by=wati, now=now,
    ).report  # fmt: skip
    cases.decide(case_id=report.pk, version=1, decision="forward", by=sari, now=now)
    shown = report.photos.get()
    reports.publish_photo(photo_id=shown.pk, patches=[], is_clean=True, by=sari, now=now)
    scene.args |= {"photo_id": shown.pk, "report_code": report.code}


def add_chat(scene: Scene) -> None:
    """Let Sari bring an exported chat with one proposal and its photo, and block a number."""
    now, sari = timezone.localtime(), scene.folk.actor("Sari")
    text = "13/11/24 07.10 - Heru: IMG-1.jpg (file terlampir)\nSampah menumpuk depan pasar"
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("_chat.txt", text)
        archive.writestr("IMG-1.jpg", paint())
    sent = receive_export(
        SimpleUploadedFile("a.zip", packed.getvalue()), office_id=min(sari.offices), by=sari,
        now=now,
    )  # fmt: skip
    read_export(import_id=sent.pk, by=TERMINAL, now=now)
    proposal = sent.proposals.get()
    block = reports.block_number(phone="081234567099", reason=REASON, by=sari, now=now)
    scene.args |= {
        "import_id": sent.pk,
        "proposal_id": proposal.pk,
        "message_id": proposal.messages.get().pk,
        "block_id": block.pk,
    }


def add_article(scene: Scene) -> None:
    """Let Nadia write an article that Rendra publishes."""
    now, nadia, rendra = timezone.localtime(), *map(scene.folk.actor, ("Nadia", "Rendra"))
    news.load_news(settings.REGENCY_FOLDER, by=TERMINAL, now=now)
    content = news.Content(
        category="layanan", title_id="Loket pindah", summary_id=REASON, body_id=REASON * 2
    )
    article = news.start_article(content, by=nadia, now=now)
    news.send_to_review(article_id=article.pk, by=nadia, now=now)
    news.publish_article(article_id=article.pk, by=rendra, now=now)
    scene.args |= {"year": now.year, "slug": article.slug, "article_id": article.pk, "month": 11}
    news.load_talk(settings.REGENCY_FOLDER, by=TERMINAL, now=now)
    typed = news.Typed(name="Wati", email="wati@warga.example", words=REASON, seconds=60)
    comment = news.write_comment(article_id=article.pk, typed=typed, by=TERMINAL, now=now)
    news.accept_comment(comment_id=comment.pk, by=rendra, now=now)
    scene.args |= {"comment_id": comment.pk, "token": news.make_own_token(comment)}


def add_notice(scene: Scene) -> None:
    """Let Nadia write a warning that Rendra publishes."""
    now, nadia, rendra = timezone.localtime(), *map(scene.folk.actor, ("Nadia", "Rendra"))
    facts = {
        "topic": "airport", "title_id": "Uji", "title_en": "Test", "words_id": REASON,
        "words_en": REASON, "severity": "Minor", "urgency": "Future", "certainty": "Likely",
        "starts_at": now, "ends_at": None,
    }  # fmt: skip
    notice = notices.write_warning(facts, by=nadia, now=now)
    notices.publish_notice(notice_id=notice.pk, version=notice.version, by=rendra, now=now)
    message_id = notice.messages.get().pk
    scene.args |= {
        "year": notice.year, "slug": notice.slug, "notice_id": notice.pk, "message_id": message_id,
    }  # fmt: skip


SCENES = {"news": add_article, "notices": add_notice}


# Values of other parts of addresses; a new part of an address gets its value here.
ARGS: dict[str, Any] = {
    "which": "gambar",
    "day": f"{timezone.localdate().year + 1}-08-17",
    "page": "desk",
    "key": "bukan-kunci",
    "uidb36": "1",
    "pk": 1,
    "session_id": 1,
    "mail_id": uuid4(),
    "upload_id": uuid4(),
    "slug": "surat-keterangan-usaha",
    "token": "bukan-surat",
    "purpose": "tagihan",
    "kind": "pbg",
    "draft_id": uuid4(),
    "building_id": uuid4(),
    "duty_id": uuid4(),
    "grant_id": uuid4(),
    "mask_id": 1,
    "clip_id": uuid4(),
    "mailing_id": uuid4(),
    "edition_id": uuid4(),
    "item_id": 1,
    "month": "2026-11",
    "form": "json",
    "service_code": "parkir-trotoar",
    "request_id": "BWI-0000-00",
    "category": "layanan",
    "picture_id": uuid4(),
    "width": 400,
    "suffix": "webp",
    "number": 1,
    "correction_id": 1,
    "comment_id": uuid4(),
    "block_id": 1,
}
# Where an address means something else than elsewhere, or cannot be made from its pattern.
ARGS_OF: dict[str, dict[str, Any]] = {"services:show_receipt": {"slug": "uji"}}
OF_REPORT = {"reports:show_public_report", "reports:show_public_photo"}
ADDRESSES = {
    "api:refuse_address": "/api/v1/tidak-ada",
    "open311:refuse_address": "/open311/v2/tidak-ada.json",
}
# What is sent by POST; nothing means an empty form, or an empty object to the API.
POSTED: dict[str, dict[str, Any]] = {
    "desk:decide": {"version": 3, "decision": "ask", "note": REASON},
    "desk:ask_office": {"version": 3, "office": "office:dinkes", "question": REASON},
    "desk:advise": {"text": REASON},
    "desk:send_message": {"text": REASON},
    "desk:reveal_nik": {"reason": "Mencocokkan dengan kartu keluarga"},
    "desk:answer_for": {"text": REASON},
    "desk:withdraw_for": {"reason": REASON},
    "desk:declare_day_off": {
        "date": f"{timezone.localdate().year + 1}-06-16",
        "kind": "collective",
        "name_id": "Cuti bersama",
        "decree": "SKB 3 Menteri",
    },
    "desk:revoke_day_off": {"reason": REASON},
    "desk:find_by_nik": {"nik": "3510164101900001"},
    "cases:send_message": {"text": REASON},
    "cases:withdraw": {"reason": REASON},
    "news:complain_of": {"kind": "insult"},
    "news:decide_comment": {"putusan": "spam"},
    "news:show_comments": {"name": "Budi", "email": "budi@warga.example", "words": REASON},
    "people:set_language": {"language": "en"},
    "reports:edit_photo": {"is_clean": "1"},
    "reports:accept_proposal": {"category": "sampah-menumpuk", "place_words": "pasar"},
    "reports:block_number": {"phone": "0812 3456 7098", "reason": REASON},
    "reports:lift_block": {"reason": REASON},
    "reports:say_order": {"order": "dmy"},
}


def list_posted(folk: People) -> dict[str, dict[str, Any]]:
    appointed = {"email": "budi@contoh.example", "role": "officer", "capacity": "definitive"}
    return {**POSTED, "people:appoint": appointed}


# --- Looking ---


def find_args(name: str, scene: Scene) -> dict[str, Any]:
    """Return the values that this address needs."""
    *spaces, last = name.split(":")
    resolver: Any = get_resolver()
    for space in spaces:
        resolver = resolver.namespace_dict[space][1]
    wanted = resolver.reverse_dict.getlist(last)[0][0][0][1]
    known = {**scene.args, **ARGS_OF.get(name, {})}
    if name in OF_REPORT:
        known["code"] = known["report_code"]
    return {part: known[part] for part in wanted}


def ask(name: str, method: str, persona: str, *, scene: Scene) -> str:
    """Return what this person gets; nothing that happens stays."""
    cache.clear()
    tried = transaction.atomic()
    tried._from_testcase = True  # what must be outermost in the house may be inside this
    with translation.override("id"), tried:
        address = ADDRESSES.get(name) or reverse(name, kwargs=find_args(name, scene))
        client = make_client(persona, scene=scene)
        response = client.get(address) if method == "GET" else post(client, name, address, scene)
        answer = say(response)
        release(response)
        transaction.set_rollback(True)
    return answer


def make_client(persona: str, *, scene: Scene) -> Client:
    client = Client()
    if persona in scene.sessions:
        client.cookies[COOKIE] = scene.sessions[persona]
    return client


def post(client: Client, name: str, address: str, scene: Scene) -> Any:
    data = scene.posted.get(name, {})
    if name.startswith("api:"):
        return client.post(address, data, content_type="application/json")
    return client.post(address, data)


def say(response: Any) -> str:
    where = response.headers.get("Location", "")
    if where.startswith("/masuk/"):
        return "login"
    if "faktor-kedua" in where:
        return "2fa"
    return "->" if where else str(response.status_code)


def fill_rooms(group: str, scene: Scene) -> None:
    """Load what the addresses of a room are about."""
    folder = Path(settings.REGENCY_FOLDER)
    if group in {"api", "services"}:
        services.load_services(folder, by=TERMINAL, now=timezone.localtime())
    if group == "permits":
        permits.load_permits(folder, by=TERMINAL, now=timezone.localtime())
    if group in SCENES:
        SCENES[group](scene)
    if group == "rounds":
        rounds.load_rounds(folder, by=TERMINAL, now=timezone.localtime())
        scene.args |= {"unit": "sim-keliling", "stop": "wongsorejo", "code": "35.10.18"}
        scene.args |= {
            "stop_id": 1,
            "day": "2026-11-25",
            "how": "batal",
            "village": "35.10.18.2001",
        }
    if group == "reports":
        add_report(scene)
        add_chat(scene)


@pytest.mark.parametrize("group", GROUPS)
def test_everybody_gets_what_the_table_says(group: str, scene: Scene) -> None:
    table, wrong = read_table(), []
    fill_rooms(group, scene)
    for name in [name for name in NAMES if group_of(name) == group]:
        for method in METHODS:
            answers = [ask(name, method, persona, scene=scene) for persona in PERSONAS]
            if table.get(f"{name} {method}") != answers:
                wrong.append(write_line(name, method, answers))

    assert not wrong, "\n" + "\n".join(wrong)


def test_no_line_is_about_an_address_that_is_gone() -> None:
    known = {f"{name} {method}" for name in NAMES for method in METHODS}

    assert sorted(set(read_table()) - known) == []
