"""
Everybody's search over 500 services: Indonesian stems, other words, typing errors; 95th percentile.

python -m bench.catalogue [--quick]
"""

import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from bench.house import open_house
from bench.report import Figure, Scale, at_most, inform, percentile, run_alone, say
from kentongan.config.paths import REGENCIES, VAR

GOAL_MS = 20
SERVICES = 500
ABOUT = ("perikanan", "pasar", "kost", "warung", "bengkel", "peternakan", "pertanian", "hutan",
         "reklame", "parkir", "terminal", "sekolah", "pesantren", "puskesmas", "apotek", "laundry",
         "katering", "salon", "batik", "kopi", "wisata", "hotel", "perumahan", "jembatan",
         "sumur")  # fmt: skip
KINDS = ("baru", "perpanjangan", "perubahan", "penutupan", "pemindahan", "salinan", "sementara",
         "luar daerah", "kelompok", "koperasi", "perorangan", "badan usaha", "musiman", "daring",
         "lapangan", "terpadu", "darurat", "rintisan", "warisan", "bersama")  # fmt: skip
QUESTIONS = (
    "surat usaha", "sku", "kur", "modal usaha umkm", "keterangan tidak mampu", "tdk mampu",
    "sktm", "beasiswa", "surat kehilangn", "ktp hilang", "domisili", "pindah alamat", "pinda",
    "nikah", "menikah di luar kecamatan", "belum menikah", "skck", "polisi", "akta kelahiran",
    "akte lahir", "anak baru lahir", "kartu keluarga", "kk baru", "kematian", "orang tua meninggal",
    "penghasilan orang tua", "beda nama", "izin keramaian", "hajatan", "penelitian", "skripsi",
    "bantuan sosial", "pkh", "rumah rusak", "cari kerja", "kartu kuning", "business letter",
    "birth certificate", "moving house", "poor", "xyzzy", "surat", "keterangan", "a",
    "warung kopi", "izin reklame perpanjangan", "perubahaan hotel", "salinan batik kelompok",
)  # fmt: skip


def run(scale: Scale) -> Iterator[Figure]:
    open_house(name="catalogue")
    yield inform("services in the catalogue", _load(_make_folder()), "")
    from kentongan.rooms.services import api as services

    times: list[float] = []
    for text in QUESTIONS:
        mine = []
        for _ in range(scale.pick(40, 8)):
            began = perf_counter()
            services.search_services(text)
            mine.append((perf_counter() - began) * 1000)
        times += mine
        if percentile(mine, 0.5) > GOAL_MS:
            say(f"{text!r} takes {percentile(mine, 0.5):.0f} ms")
    yield inform("everybody's search, median", percentile(times, 0.5), "ms")
    yield at_most("everybody's search, p95", percentile(times, 0.95), "ms", GOAL_MS)


def _make_folder() -> Path:
    """Copy a regency and fill its catalogue with services like those it has."""
    source = REGENCIES / "banyuwangi"
    folder = VAR / "bench-regency" / source.name
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(source, folder)
    originals = sorted((source / "services").glob("*.toml"))
    names = [f"{about} {kind}" for about in ABOUT for kind in KINDS][: SERVICES - len(originals)]
    for number, name in enumerate(names):
        original = originals[number % len(originals)]
        slug = f"{original.stem}-{name.replace(' ', '-')}"
        text = original.read_text().replace(f'"{original.stem}"', f'"{slug}"')
        text = re.sub(r'(\[name\]\nid = ".*?)"', rf'\1 {name}"', text, count=1)
        (folder / "services" / f"{slug}.toml").write_text(text)
    return folder


def _load(folder: Path) -> int:
    from django.utils import timezone

    from kentongan.foundation.actors import TERMINAL
    from kentongan.rooms.places import api as places
    from kentongan.rooms.services import api as services

    now = timezone.now()
    places.load_regency(folder, by=TERMINAL, now=now)
    services.load_services(folder, by=TERMINAL, now=now)
    return len(services.list_services())


if __name__ == "__main__":
    sys.exit(run_alone(run, __doc__))
