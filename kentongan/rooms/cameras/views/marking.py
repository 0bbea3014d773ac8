"""Refusals put to the fields of a form, so that nothing typed is lost."""

from collections.abc import Mapping

from django.forms import Form

from kentongan.foundation.errors import Refusal

WRONG = 422


def mark_refusal(form: Form, refusal: Refusal, *, names: Mapping[str, str] | None = None) -> None:
    """Say each sentence of a refusal at its field, or above the form."""
    for key, sentence in refusal.fields.items():
        name = (names or {}).get(key, key)
        form.add_error(name if name in form.fields else None, str(sentence))
    if not refusal.fields:
        form.add_error(None, str(refusal))
