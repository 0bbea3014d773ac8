"""What the program itself writes into an export, in Indonesian and English."""

import re

from kentongan.rooms.reports.rules.chat.shapes import Kind

ATTACHED = re.compile(r"^(?P<file>[^\n<>]{1,200}?\.\w{2,5}) \((?:file terlampir|file attached)\)$")
ATTACHED_IOS = re.compile(r"<(?:terlampir|lampiran|attached): (?P<file>[^\n<>]{1,200})>")
OMITTED = re.compile(
    r"^<?(?:(?P<what>media|image|gambar|foto|video|audio|sticker|stiker|gif|document|dokumen"
    r"|contact card|kartu kontak|video note|pesan video)"
    r" (?:omitted|tidak disertakan|dilewati|dihilangkan))>?$",
    re.I,
)
OMITTED_KINDS = {
    "media": Kind.MEDIA,
    "image": Kind.PHOTO, "gambar": Kind.PHOTO, "foto": Kind.PHOTO,
    "video": Kind.VIDEO, "video note": Kind.VIDEO, "pesan video": Kind.VIDEO, "gif": Kind.STICKER,
    "audio": Kind.AUDIO, "sticker": Kind.STICKER, "stiker": Kind.STICKER,
    "document": Kind.DOCUMENT, "dokumen": Kind.DOCUMENT,
    "contact card": Kind.CONTACT, "kartu kontak": Kind.CONTACT,
}  # fmt: skip
DELETED = re.compile(
    r"^(?:pesan ini (?:telah )?dihapus|anda menghapus pesan ini|this message was deleted"
    r"|you deleted this message|pesan ini dihapus oleh admin.*|this message was deleted by admin.*"
    r"|null)\.?$",
    re.I,
)
EDITED = re.compile(r"\s*<(?:pesan ini (?:telah )?diedit|this message was edited)>$", re.I)
LOCATION = re.compile(
    r"^(?:lokasi|location|lokasi langsung|live location)\s*:?\s*"
    r"(?:(?P<name>[^\n]{0,120})\s)?https?://(?:maps\.google\.com|www\.google\.com/maps|goo\.gl/maps"
    r"|maps\.app\.goo\.gl)/?\S*?(?:[?&]q=(?P<lat>-?\d{1,2}\.\d+),\s?(?P<lon>-?\d{1,3}\.\d+))?\S*$",
    re.I | re.S,
)
POINT = re.compile(
    r"https?://(?:maps\.google\.com|(?:www\.)?google\.com/maps)\S*?[?&/@=]"
    r"(?P<lat>-?\d{1,2}\.\d{3,}),\s?(?P<lon>-?\d{1,3}\.\d{3,})",
    re.I,
)
LIVE = re.compile(
    r"^(?:live location shared|lokasi langsung dibagikan|lokasi terkini dibagikan)$", re.I
)
POLL = re.compile(r"^(?:POLL|JAJAK PENDAPAT|POLLING):")
CONTACT = re.compile(r"\.vcf$", re.I)
# A line without sender, or (iOS) one whose sender is the group itself.
SYSTEM = re.compile(
    r"(?:end-to-end encrypted|terenkripsi secara end-to-end|enkripsi end-to-end"
    r"|\b(?:membuat|created) (?:grup|group)|created this group|dibuat grup"
    r"|\b(?:mengubah|changed) (?:subjek|the subject|judul|nama grup|the group|ikon grup|deskripsi"
    r"|this group|setelan|the group's|foto profil grup|nomor telepon|to a new number|to \+)"
    r"|(?:menambahkan|added) (?:\S.{0,80})$|\b(?:ditambahkan|was added)\b"
    r"|\b(?:keluar|left)$|(?:mengeluarkan|removed) |\b(?:bergabung|joined) "
    r"|kode keamanan|security code|menyematkan pesan|pinned a message"
    r"|pesan sementara|disappearing messages|sekarang admin|now an admin|nomor baru|a new number"
    r"|panggilan (?:suara|video) tak terjawab|missed (?:voice|video) call)",
    re.I,
)
KINDS_BY_NAME = (
    (re.compile(r"^IMG-|PHOTO-|\.(?:jpe?g|png|heic|webp)$", re.I), Kind.PHOTO),
    (re.compile(r"^VID-|VIDEO-|\.(?:mp4|mov|3gp|mkv)$", re.I), Kind.VIDEO),
    (re.compile(r"^(?:PTT|AUD)-|AUDIO-|\.(?:opus|m4a|mp3|aac|ogg)$", re.I), Kind.AUDIO),
)
STICKER = re.compile(r"^STK-|STICKER-|GIF-", re.I)


def get_kind_by_name(file: str) -> Kind:
    """Tell what a media file is by the name the program gave it."""
    if STICKER.search(file):
        return Kind.STICKER
    if CONTACT.search(file):
        return Kind.CONTACT
    return next((kind for shape, kind in KINDS_BY_NAME if shape.search(file)), Kind.DOCUMENT)
