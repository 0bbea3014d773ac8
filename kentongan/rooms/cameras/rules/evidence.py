"""Requests for recordings: what may be asked, and what stands in a package."""

from dataclasses import dataclass
from datetime import datetime, timedelta

KIND = "evidence"
FINISH_TASK = "cameras.make_package"
SHORTEST_REASON = 20
SHORTEST_BASIS = 10
AHEAD = timedelta(days=1)  # so far into the future recordings can be asked for


@dataclass(frozen=True)
class Limits:
    """What the regency allows."""

    slug: str
    longest: timedelta
    most_cameras: int
    keep: timedelta


def find_span_problem(
    *, starts_at: datetime, ends_at: datetime, longest: timedelta, now: datetime
) -> str:
    """Return what is wrong with a span of time: order, long, far; or ""."""
    if ends_at <= starts_at:
        return "order"
    if ends_at - starts_at > longest:
        return "long"
    return "far" if ends_at > now + AHEAD else ""


README = """Bukti rekaman / package of evidence

manifest.json       apa isinya, dari kamera mana, kapan, atas dasar apa, lewat tangan siapa
manifest.json.p7s   tanda tangan kantor atas manifest.json (CMS, RFC 5652)
root.pem            sertifikat akar rumah ini; bandingkan dengan yang diumumkan kantor
rekaman/            rekaman, dengan bagian yang ditutupi menjadi hitam
gambar/             satu gambar dari tiap rekaman

Memeriksa / to check:

  openssl cms -verify -binary -inform DER -in manifest.json.p7s -content manifest.json \\
    -CAfile root.pem -purpose any -out /dev/null
  sha256sum rekaman/* gambar/*      # bandingkan dengan manifest.json / compare

atau / or:  manage.py verify_evidence FILE.zip
"""
