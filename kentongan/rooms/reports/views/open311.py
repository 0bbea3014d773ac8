"""Open311 GeoReport v2: what can be reported, sending a report, and what became of it."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import Http404, HttpRequest
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from kentongan.foundation.actors import SystemActor
from kentongan.foundation.files.services import store_upload
from kentongan.foundation.throttle.services import check_rate, read_address
from kentongan.rooms.cases import api as cases
from kentongan.rooms.places import api as places
from kentongan.rooms.reports.queries import open311 as queries
from kentongan.rooms.reports.queries.open311_keys import find_open311_key
from kentongan.rooms.reports.rules.open311_documents import Document
from kentongan.rooms.reports.rules.open311_questions import (
    LONGEST_DESCRIPTION,
    Unclear,
    find_period,
    read_attributes,
    read_cursor,
    read_moment,
    read_page_size,
    read_spot,
    read_statuses,
    read_words,
)
from kentongan.rooms.reports.rules.open311_services import SECRECY
from kentongan.rooms.reports.services.open311 import Received, Sent, receive_request
from kentongan.rooms.reports.views.open311_entrance import (
    BAD,
    FORBIDDEN,
    Fields,
    Wrong,
    check_jurisdiction,
    enter,
    named,
    read_fields,
)

PER_ADDRESS, PER_KEY, WINDOW_SECONDS = 600, 3000, 3600
BAD_KEYS = 20  # of one address in that time
DRAFT_LIVES = timedelta(days=1)
MOST_MEDIA = 5
LONGEST_REPEAT = 200
LONGEST = {
    "description": LONGEST_DESCRIPTION,
    "address_string": 300,
    "first_name": 59,  # both and a space: 119 of the 120 that a name may have
    "last_name": 60,
    "phone": 30,
    "email": 254,
    "media_url": 1000,
}


@enter("GET")
def show_discovery(request: HttpRequest) -> Document:
    return Document("discovery", queries.describe_endpoint())


@enter("GET")
def list_services(request: HttpRequest) -> Document:
    key = find_open311_key(request.GET.get("api_key", ""))
    is_batch = key is not None and key.is_batch
    return Document("services", queries.list_services(is_batch=is_batch))


@enter("GET")
def show_service(request: HttpRequest, service_code: str) -> Document:
    with named("service_code", service_code):
        return Document("service_definition", queries.describe_service(service_code))


@enter("GET")
def show_request(request: HttpRequest, request_id: str) -> Document:
    with named("service_request_id", request_id):
        row = queries.get_request(request_id, with_extensions=_wants_extensions(request))
    return Document("service_requests", [row])


@enter("GET")
def show_token(request: HttpRequest, token: str) -> Document:
    with named("token", token):
        code = queries.find_code_of_token(token)
    return Document("service_requests", [{"service_request_id": code, "token": token}])


@enter("GET", "POST")
def requests(request: HttpRequest) -> Document:
    """List requests, or receive one."""
    if request.method == "POST":
        return Document("service_requests", _receive(request, now=localtime()))
    asked = _read_asked(request, now=localtime())
    rows, following = queries.list_requests(asked, with_extensions=_wants_extensions(request))
    if following is not None:
        told = {**request.GET.dict(), "page_size": asked.page_size, "page": str(following)}
        told |= _pin_period(asked)
        link = f"<{settings.PUBLIC_URL}{request.path}?{urlencode(told)}>"
        request.open311_link = f'{link}; rel="next"'  # type: ignore[attr-defined]
    return Document("service_requests", rows)


@enter("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
def refuse_address(request: HttpRequest) -> Document:
    raise Http404


# --- Asking ---


def _wants_extensions(request: HttpRequest) -> bool:
    return request.GET.get("extensions", "").lower() in {"true", "1", "v1"}


def _read_asked(request: HttpRequest, *, now: datetime) -> queries.Asked:
    given, zone = request.GET, ZoneInfo(settings.TIME_ZONE)
    moments = {
        name: read_moment(given[name], field=name, zone=zone) if given.get(name) else None
        for name in ("start_date", "end_date")
    }
    starts_at, ends_at = find_period(
        starts_at=moments["start_date"], ends_at=moments["end_date"], now=now
    )
    return queries.Asked(
        starts_at=starts_at,
        ends_at=ends_at,
        service_codes=read_words(given.get("service_code", "")),
        codes=read_words(given.get("service_request_id", "")),
        standings=read_statuses(given.get("status", "")),
        page_size=read_page_size(given.get("page_size", "")),
        after=read_cursor(given.get("page", ""), zone=zone),
    )


def _pin_period(asked: queries.Asked) -> dict[str, str]:
    """Keep the period of the first page, so that later pages look at the same one."""
    if asked.codes or asked.starts_at is None or asked.ends_at is None:
        return {}
    return {
        "start_date": asked.starts_at.isoformat(),
        "end_date": asked.ends_at.isoformat(),
    }


# --- Sending ---


def _receive(request: HttpRequest, *, now: datetime) -> list[dict[str, Any]]:
    address = read_address(request)
    check_rate(f"open311|{address}", limit=PER_ADDRESS, per_seconds=WINDOW_SECONDS, now=now)
    fields = read_fields(request)
    check_jurisdiction(fields["jurisdiction_id"])
    key = _find_key(fields["api_key"], address=address, now=now)
    check_rate(f"open311-key|{key.pk}", limit=PER_KEY, per_seconds=WINDOW_SECONDS, now=now)
    sent = _read_sent(fields)
    sent = replace(sent, photos=_keep_media(request, key=key, now=now))
    repeat = request.headers.get("Idempotency-Key", "")[:LONGEST_REPEAT]
    return [_tell_received(receive_request(sent, repeat=repeat, by=key, now=now))]


def _find_key(secret: str, *, address: str, now: datetime) -> Any:
    key = find_open311_key(secret)
    if key is None:
        check_rate(f"open311-bad|{address}", limit=BAD_KEYS, per_seconds=WINDOW_SECONDS, now=now)
        said = _("api_key is not known or was revoked.") if secret else _("api_key is missing.")
        raise Wrong(FORBIDDEN, said)
    return key


def _read_sent(fields: Fields) -> Sent:
    """Read the fields; what is too long or cannot be meant is refused before anything is kept."""
    for name, most in LONGEST.items():
        if len(fields[name]) > most:
            raise Unclear(name, "long", limit=most)
    if not fields["service_code"]:
        raise Wrong(BAD, _("service_code is missing."))
    with named("service_code", fields["service_code"]):  # before anything else is said
        queries.describe_service(fields["service_code"])
    attributes = read_attributes(fields.values.items())
    chosen = attributes.pop(SECRECY, [])
    return Sent(
        service_code=fields["service_code"],
        spot=read_spot(_take_place(fields), villages=_list_village_codes()),
        description=fields["description"],
        media_url=fields["media_url"],
        answers=attributes,
        name=" ".join(part for part in (fields["first_name"], fields["last_name"]) if part),
        phone=fields["phone"],
        email=_check_email(fields["email"]),
        secrecy=chosen[-1] if chosen else "",
    )


def _take_place(fields: Fields) -> dict[str, str]:
    return {name: fields[name] for name in ("lat", "long", "address_string", "address_id")}


def _list_village_codes() -> set[str]:
    return {code for _district, rows in places.list_villages() for code, _name in rows}


def _check_email(email: str) -> str:
    if not email:
        return ""
    try:
        validate_email(email)
    except ValidationError as error:
        raise Unclear("email", "email") from error
    return email


def _keep_media(request: HttpRequest, *, key: Any, now: datetime) -> tuple[UUID, ...]:
    """Keep the photos that came along (`media`, as other servers take them); each is redrawn."""
    uploads = [*request.FILES.getlist("media"), *request.FILES.getlist("media[]")]
    if len(uploads) > MOST_MEDIA:
        raise Wrong(BAD, _("media: at most %(count)s photos.") % {"count": MOST_MEDIA})
    by = SystemActor(f"open311:{key.pk}")
    return tuple(
        store_upload(
            upload, allowed=("image",), by=by, now=now, keep_until=now + DRAFT_LIVES
        ).pk
        for upload in uploads
    )  # fmt: skip


def _tell_received(received: Received) -> dict[str, Any]:
    named = {"token": received.token} if received.token else {"service_request_id": received.code}
    notice = _("We answer by %(due)s.") % {"due": cases.say_moment(received.due_at)}
    if received.pin and not received.token:
        notice = _("%(notice)s Follow it at %(address)s with the digits %(pin)s.") % {
            "notice": notice, "pin": received.pin,
            "address": f"{settings.PUBLIC_URL}/lacak/{received.code}/",
        }  # fmt: skip
    return {**named, "service_notice": notice, "account_id": None}
