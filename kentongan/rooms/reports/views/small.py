"""A photo made small for a list: on the way out, kept by the browser only."""

from io import BytesIO

from django.http import HttpResponse

from PIL import Image

from kentongan.foundation.files.models import StoredFile
from kentongan.foundation.files.services import open_file

SIDE, QUALITY = 320, 70


def answer_small(file: StoredFile) -> HttpResponse:
    """Return a JPEG of at most 320 points a side."""
    with open_file(file) as stored, Image.open(BytesIO(stored.read())) as photo:
        photo.draft("RGB", (SIDE, SIDE))
        small = photo.convert("RGB")
        small.thumbnail((SIDE, SIDE))
    content = BytesIO()
    small.save(content, "JPEG", quality=QUALITY)
    answer = HttpResponse(content.getvalue(), content_type="image/jpeg")
    answer["Cache-Control"] = "private, max-age=3600"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
