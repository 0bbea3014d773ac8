"""Letters to owners about the health of their camera: what is seen, and what to do about it."""

from datetime import datetime

from django.conf import settings
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import override

from kentongan.foundation.actors import Acting
from kentongan.foundation.outbox import services as outbox
from kentongan.rooms.cameras.models import Camera, CameraHealth
from kentongan.rooms.cameras.models.health import HEALTH_NAMES
from kentongan.rooms.cameras.queries.health import get_advice
from kentongan.rooms.cameras.rules.words import Health, OwnerKind
from kentongan.rooms.people import api as people
from kentongan.rooms.places import api as places


def tell_owner_down(camera: Camera, health: CameraHealth, *, by: Acting, now: datetime) -> None:
    """Write to the owner, or to the office, that a camera shows no good picture."""
    to, language = _find_address(camera)
    if not to:
        return
    with override(language):
        facts = {
            "code": camera.code,
            "state": HEALTH_NAMES[Health(health.state)],
            "since": _write_moment(health.seen_at or now),
            "advice": get_advice(health),
            "url": _make_url(camera, language),
        }
        text = _(
            "Good day,\n\nthe camera %(code)s has had a fault at our last two looks: %(state)s. The"
            " last good picture came at %(since)s.\n\nWhat helps most often: %(advice)s\n\n"
            "You need not write to us. We look again by ourselves and tell you when it is well."
            " Here you see how it is:\n%(url)s"
        )
        outbox.post_mail(
            to=to, subject=_("Camera %(code)s needs a hand") % facts, text=text % facts,
            language=language, about=f"camera:{camera.pk}", by=by, now=now,
        )  # fmt: skip


def tell_owner_well(camera: Camera, *, by: Acting, now: datetime) -> None:
    """Write that a camera of which a fault was told is well again."""
    to, language = _find_address(camera)
    if not to:
        return
    with override(language):
        facts = {"code": camera.code, "url": _make_url(camera, language)}
        text = _(
            "Good day,\n\nthe camera %(code)s shows a good picture again. Thank you for minding it."
            "\n\n%(url)s"
        )
        outbox.post_mail(
            to=to, subject=_("Camera %(code)s is well again") % facts, text=text % facts,
            language=language, about=f"camera:{camera.pk}", by=by, now=now,
        )  # fmt: skip


def tell_owner_retired(camera: Camera, words: str, *, by: Acting, now: datetime) -> None:
    """Write to the owner that an officer took the camera out of the network, and why."""
    to, language = _find_address(camera)
    if not to:
        return
    with override(language):
        facts = {"code": camera.code, "words": words, "url": _make_url(camera, language)}
        text = _(
            "Good day,\n\nthe camera %(code)s was taken out of the network. Nobody looks at it any"
            " more, and its address and password are forgotten here.\n\nWhy: %(words)s\n\n%(url)s"
        )
        outbox.post_mail(
            to=to, subject=_("Camera %(code)s has left the network") % facts, text=text % facts,
            language=language, about=f"camera:{camera.pk}", by=by, now=now,
        )  # fmt: skip


def _find_address(camera: Camera) -> tuple[str, str]:
    """Return where to write and in which language; an empty address: nobody is known."""
    if camera.owner_kind == OwnerKind.PRIVATE:
        found = people.list_contacts([camera.owner_id]) if camera.owner_id else []
        return (found[0].email, found[0].language) if found else ("", "")
    if camera.office_id is None:
        return "", settings.LANGUAGE_CODE
    return places.get_office(camera.office_id).email, settings.LANGUAGE_CODE


def _make_url(camera: Camera, language: str) -> str:
    prefix = "" if language == settings.LANGUAGE_CODE else f"/{language}"
    path = "kamera/milik" if camera.owner_kind == OwnerKind.PRIVATE else "meja/kamera"
    return f"{settings.PUBLIC_URL}{prefix}/{path}/{camera.code}/"


def _write_moment(moment: datetime) -> str:
    return date_format(localtime(moment), "j F Y H:i")
