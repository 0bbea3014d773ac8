"""The name a file is shown under: what the sender wrote, without anything that could harm."""

import re
import unicodedata

LONGEST_STEM = 80
FORBIDDEN = re.compile(r'[<>:"|?*/\\;%]+')
NAMELESS = "file"
EXTENSIONS = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/avif": ".avif",
    "image/webp": ".webp",
    "image/svg+xml": ".svg",
    "application/pdf": ".pdf",
    "application/json": ".json",
    "application/zip": ".zip",
    "text/csv": ".csv",
    "text/plain": ".txt",
}


def clean_name(raw: str, *, media_type: str) -> str:
    """Return `raw` without path, control signs and direction tricks, ending as its type does."""
    last_part = re.split(r"[/\\]", raw.partition("\0")[0])[-1]
    visible = "".join(
        " " if unicodedata.category(sign) in {"Zs", "Zl", "Zp", "Cc"} else sign
        for sign in unicodedata.normalize("NFC", last_part)
        if unicodedata.category(sign) not in {"Cf", "Cs", "Co", "Cn"}
    )
    stem = visible.rpartition(".")[0] or visible
    words = " ".join(FORBIDDEN.sub("-", stem).split()).strip(". -")
    return (words[:LONGEST_STEM].rstrip(". ") or NAMELESS) + EXTENSIONS.get(media_type, ".bin")


def get_said_kind(raw: str) -> str:
    """Return the kind that a name claims, as people write it: "JPG", "PDF", or nothing."""
    ending = raw.rpartition(".")[2].lower()
    known = {"jpg", "jpeg", "png", "gif", "webp", "heic", "heif", "avif", "pdf"}
    return ending.upper() if ending in known else ""
