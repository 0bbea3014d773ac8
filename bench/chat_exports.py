"""Writes a chat as each of the phones would have exported it."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from bench.chats import GROUP, Line

FORMS = ("android_24h_id", "android_12h_en", "ios_24h_id", "ios_12h_en")


def write_export(lines: Sequence[Line], form: str, *, with_media: bool = True) -> str:
    """Return the text that the phone would have exported."""
    is_ios = form.startswith("ios")
    texts = list(_write_lines(lines, form, with_media=with_media))
    ends = "\r\n" if is_ios else "\n"
    return ends.join(texts) + ends


def list_files(lines: Sequence[Line], form: str) -> list[str]:
    """Return the names of the media in the export, in its order."""
    return [_name_file(n, line, form) for n, line in enumerate(lines) if line.kind in MEDIA]


MEDIA = {"photo": ("IMG", "PHOTO", "jpg"), "video": ("VID", "VIDEO", "mp4"),
         "sticker": ("STK", "STICKER", "webp"), "audio": ("PTT", "AUDIO", "opus"),
         "document": ("DOC", "DOC", "pdf")}  # fmt: skip
OMITTED_ID = {"photo": "gambar", "video": "video", "sticker": "stiker", "audio": "audio",
              "document": "dokumen"}  # fmt: skip
OMITTED_EN = {"photo": "image", "video": "video", "sticker": "sticker", "audio": "audio",
              "document": "document"}  # fmt: skip
MARK = "\u200e"


def _write_lines(lines: Sequence[Line], form: str, *, with_media: bool) -> Iterator[str]:
    is_ios = form.startswith("ios")
    for number, line in enumerate(lines):
        stamp = _write_stamp(line.at, form)
        body = _write_body(number, line, form, with_media=with_media)
        if is_ios:
            sender = line.sender or GROUP
            has_mark = line.kind not in {"text"} and not (line.kind == "photo" and line.text)
            body = f"{MARK}{body}" if has_mark else body
            before = MARK if line.kind in MEDIA else ""
            yield f"{before}{stamp} {sender}: {body}"
        else:
            sender = f"{line.sender}: " if line.sender else ""
            mark = MARK if line.kind in MEDIA and with_media else ""
            yield f"{stamp} - {sender}{mark}{body}"


def _write_stamp(at: datetime, form: str) -> str:
    hour = f"{at.hour % 12 or 12}:{at:%M}"
    half = "PM" if at.hour >= 12 else "AM"
    return {
        "android_24h_id": f"{at:%d/%m/%y %H.%M}",
        "android_12h_en": f"{at.month}/{at.day}/{at:%y}, {hour}\u202f{half}",
        "ios_24h_id": f"[{at:%d/%m/%y %H.%M.%S}]",
        "ios_12h_en": f"[{at.month}/{at.day}/{at:%y}, {hour}:{at:%S}\u202f{half}]",
    }[form]


SYSTEM_ID = {
    "encryption": "Pesan dan panggilan terenkripsi secara end-to-end. Hanya orang dalam chat ini "
    "yang bisa membaca, mendengarkan, atau membagikannya.",
    "created": f'Agus Kominfo membuat grup "{GROUP}"',
    "added": "Agus Kominfo menambahkan +62 811-0000-0001",
    "left": "+62 811-0000-0001 keluar",
    "subject": 'Agus Kominfo mengubah subjek dari "Lapor: lama" menjadi "Lapor: baru"',
}
SYSTEM_EN = {
    "encryption": "Messages and calls are end-to-end encrypted. Only people in this chat can read, "
    "listen to, or share them.",
    "created": f'Agus Kominfo created group "{GROUP}"',
    "added": "Agus Kominfo added +62 811-0000-0001",
    "left": "+62 811-0000-0001 left",
    "subject": 'Agus Kominfo changed the subject from "Lapor: lama" to "Lapor: baru"',
}


def _write_body(number: int, line: Line, form: str, *, with_media: bool) -> str:
    is_id = form.endswith("_id")
    if line.kind in MEDIA:
        return _write_media(number, line, form, with_media=with_media)
    other = {
        "system": (SYSTEM_ID if is_id else SYSTEM_EN).get(line.text, ""),
        "deleted": "Pesan ini telah dihapus" if is_id else "This message was deleted",
        "location": f"{'lokasi' if is_id else 'location'}: https://maps.google.com/?q="
        f"-8.{2000 + number},114.{3000 + number}",
        "poll": f"{'JAJAK PENDAPAT' if is_id else 'POLL'}:\nRapat kapan?\n"
        "OPSI: Senin (2 suara)\nOPSI: Selasa (0 suara)",
        "contact": "Tukang Las.vcf (file terlampir)" if is_id else "Tukang Las.vcf (file attached)",
    }
    return other.get(line.kind, line.text)


def _write_media(number: int, line: Line, form: str, *, with_media: bool) -> str:
    is_ios, is_id = form.startswith("ios"), form.endswith("_id")
    if not with_media and is_ios:
        what = OMITTED_ID[line.kind] if is_id else OMITTED_EN[line.kind]
        return f"{what} {'tidak disertakan' if is_id else 'omitted'}" + _add(line.text)
    if not with_media:
        return ("<Media tidak disertakan>" if is_id else "<Media omitted>") + _add(line.text)
    file = _name_file(number, line, form)
    if is_ios:
        caption = f"{line.text} {MARK}" if line.text else ""
        return f"{caption}<{'terlampir' if is_id else 'attached'}: {file}>"
    return f"{file} ({'file terlampir' if is_id else 'file attached'})" + _add(line.text)


def _add(caption: str) -> str:
    return f"\n{caption}" if caption else ""


def _name_file(number: int, line: Line, form: str) -> str:
    android, ios, ending = MEDIA[line.kind]
    if form.startswith("ios"):
        return f"{number:08d}-{ios}-{line.at:%Y-%m-%d-%H-%M-%S}.{ending}"
    return f"{android}-{line.at:%Y%m%d}-WA{number:04d}.{ending}"
