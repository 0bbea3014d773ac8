"""Files that came with a form of the desk, stored one by one, each refusal beside its field."""

from datetime import datetime, timedelta
from uuid import UUID

from kentongan.foundation.files.errors import FileRefused
from kentongan.foundation.files.services import store_upload
from kentongan.lobby.desk.forms import AnswerForm, NoteForm
from kentongan.lobby.desk.views.request import Request

KEPT = timedelta(days=1)  # files of a change that is then refused are swept


def store_uploads(
    request: Request, form: AnswerForm | NoteForm, *, now: datetime
) -> list[tuple[str, UUID]]:
    """Return (key, stored file id) of what was sent; a refused file leaves its sentence."""
    stored: list[tuple[str, UUID]] = []
    if not form.is_valid():
        return stored
    for key, upload in form.list_uploads():
        try:
            file = store_upload(upload, by=request.actor, now=now, keep_until=now + KEPT)
        except FileRefused as refusal:
            form.add_error(f"file_{key}", str(refusal))
        else:
            stored.append((key, file.pk))
    return stored
