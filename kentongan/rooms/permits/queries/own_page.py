"""The way from the page by which a case is followed to the owner's page of its permit."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from kentongan.rooms.cases import api as cases


def find_own_page(case: Any) -> cases.Product:
    """Return the link to documents, bill and camera duty of a permit."""
    url = reverse("permits:show_own_permit", args=[case.code])
    return cases.Product(_("Documents, bill and camera duty"), url)
