"""What strangers send: refused with a clear sentence, or disarmed."""

import io
import random
import zlib

from django.core.files.uploadedfile import SimpleUploadedFile

import pytest
from PIL import Image

from kentongan.foundation.files import errors
from kentongan.foundation.files.pdf import check_pdf
from kentongan.foundation.files.pictures import LONGEST_SIDE, redraw
from kentongan.foundation.files.services import MOST_BYTES, _disarm, _read
from kentongan.foundation.files.tests import makers

SCRIPT = b"<< /S /JavaScript /JS (app.alert\\(1\\)) >>"
FLATE = b"/Filter /FlateDecode"


def disarm(content, name="foto.jpg", allowed=("image", "pdf")):
    return _disarm(content, name=name, allowed=allowed)


@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        (makers.EVIL_DRAWING, "foto.svg", errors.DrawingRefused),
        (makers.EVIL_DRAWING, "foto.jpg", errors.DrawingRefused),
        (b"\xef\xbb\xbf  <SVG onload=alert(1)>", "foto.png", errors.DrawingRefused),
        (makers.EVIL_PAGE, "foto.jpg", errors.WebPageRefused),
        (b"\n\n<!-- x --><div>", "foto.jpg", errors.WebPageRefused),
        (b"<?xml version='1.0'?><html xmlns='x'>", "a.pdf", errors.WebPageRefused),
        (makers.pack_zip(a=b"\0" * 5_000_000), "bomb.zip", errors.ArchiveRefused),
        (makers.pack_zip(a=b"\0" * 5_000_000), "foto.jpg", errors.ArchiveRefused),
        (makers.pack_zip(word__document=b"x"), "ktp.docx", errors.OfficeDocumentRefused),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
            "ktp.doc",
            errors.OfficeDocumentRefused,
        ),
        (b"7z\xbc\xaf\x27\x1c" + b"\0" * 60, "a.7z", errors.ArchiveRefused),
        (b"Rar!\x1a\x07\x00" + b"\0" * 60, "a.rar", errors.ArchiveRefused),
        (b"\0\0\0\x20ftypisom\0\0\2\0isomiso2mp41" + b"\0" * 60, "a.jpg", errors.FilmRefused),
        (b"MZ\x90\0" + b"\0" * 60, "foto.jpg", errors.NotWhatNameSays),
        (b"just words", "ktp.pdf", errors.NotWhatNameSays),
        (b"just words", "words.txt", errors.NotPhotoNorPdf),
        (b"BM" + b"\0" * 60, "a.bmp", errors.NotPhotoNorPdf),
        (b"\xff\xd8\xff\xe0" + makers.EVIL_PAGE, "foto.jpg", errors.PhotoDamaged),
        (makers.paint(size=(400, 400))[:-300], "foto.jpg", errors.PhotoDamaged),
        (makers.paint("PNG")[:-40], "foto.png", errors.PhotoDamaged),
        (makers.paint("HEIF")[:200], "foto.heic", errors.PhotoOfNewPhoneUnreadable),
        (b"\0\0\0\x1cftypheic" + b"\0" * 50, "foto.heic", errors.PhotoOfNewPhoneUnreadable),
        (makers.claim_png(30_000, 30_000), "bomb.png", errors.PhotoTooManyPixels),
        (makers.claim_png(8_000, 6_000), "big.png", errors.PhotoTooManyPixels),
        (makers.claim_png(3_000, 2_000), "short.png", errors.PhotoDamaged),
    ],
)
def test_what_is_not_a_good_photo_or_pdf_is_refused(content, name, reason):
    with pytest.raises(reason) as refusal:
        disarm(content, name)

    assert str(refusal.value).endswith(".")


def test_the_bomb_is_refused_with_both_figures():
    with pytest.raises(errors.PhotoTooManyPixels) as refusal:
        disarm(makers.claim_png(8_000, 6_000))

    assert refusal.value.facts == {"megapixels": "48", "limit": "40"}


def test_fifty_megabytes_are_refused_with_both_sizes_before_they_are_read():
    upload = SimpleUploadedFile("foto.jpg", b"")
    upload.size = 50 * 1024 * 1024

    with pytest.raises(errors.FileTooBig) as refusal:
        _read(upload)

    assert "50" in refusal.value.facts["size"]
    assert "10" in refusal.value.facts["limit"]


def test_an_empty_file_is_refused():
    with pytest.raises(errors.FileEmpty):
        _read(SimpleUploadedFile("foto.jpg", b""))


@pytest.mark.parametrize(
    ("content", "allowed", "reason"),
    [
        (makers.write_pdf(), ("image",), errors.OnlyPhoto),
        (makers.paint(), ("pdf",), errors.OnlyPdf),
    ],
)
def test_only_what_the_form_asks_for_is_taken(content, allowed, reason):
    with pytest.raises(reason):
        disarm(content, allowed=allowed)


def test_the_position_in_a_photo_does_not_reach_us():
    sent = makers.paint_with_position()

    kept = disarm(sent).content

    picture = Image.open(io.BytesIO(kept))
    assert dict(picture.getexif()) == {}
    assert b"Wati" in sent
    assert b"Wati" not in kept
    assert b"Exif" not in kept
    assert set(picture.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


@pytest.mark.parametrize(
    ("orientation", "size", "red_at"),
    [(1, (80, 40), (5, 5)), (3, (80, 40), (75, 5)), (6, (40, 80), (5, 5)), (8, (40, 80), (5, 75))],
)
def test_a_photo_is_turned_upright(orientation, size, red_at):
    kept = disarm(makers.paint_with_position(orientation=orientation))

    picture = Image.open(io.BytesIO(kept.content))
    red, _, blue = picture.getpixel(red_at)
    assert picture.size == size == (kept.width, kept.height)
    assert (red > 200, blue < 60) == (True, True)


@pytest.mark.parametrize("tail", [makers.EVIL_PAGE, makers.pack_zip(evil=b"x" * 400), b"%PDF-1.7"])
def test_what_hangs_behind_a_photo_is_cut_off(tail):
    kept = disarm(makers.paint() + tail).content

    assert tail[:12] not in kept
    assert b"PK\x03\x04" not in kept
    assert kept.endswith(b"\xff\xd9")


def test_a_page_inside_the_comment_of_a_photo_is_gone():
    kept = disarm(makers.paint(comment=makers.EVIL_PAGE)).content

    assert b"script" not in kept


@pytest.mark.parametrize(
    ("kind", "mode"),
    [
        ("JPEG", "RGB"), ("JPEG", "CMYK"), ("JPEG", "L"), ("PNG", "RGBA"), ("PNG", "P"),
        ("PNG", "LA"), ("PNG", "1"), ("PNG", "I;16"), ("WEBP", "RGB"), ("GIF", "P"),
        ("HEIF", "RGB"), ("AVIF", "RGB"),
    ],
)  # fmt: skip
def test_every_kind_of_photo_becomes_a_plain_jpeg(kind, mode):
    color = 40_000 if mode == "I;16" else 1 if mode in {"1", "P"} else None

    kept = disarm(makers.paint(kind, mode=mode, color=color))

    picture = Image.open(io.BytesIO(kept.content))
    assert (picture.format, picture.mode, picture.size) == ("JPEG", "RGB", (64, 48))


def test_the_transparent_becomes_white():
    kept = disarm(makers.paint("PNG", mode="RGBA", color=(0, 0, 0, 0))).content

    assert Image.open(io.BytesIO(kept)).getpixel((9, 9)) == (255, 255, 255)


def test_sixteen_bits_keep_their_brightness():
    kept = disarm(makers.paint("PNG", mode="I;16", color=32_768)).content

    assert abs(Image.open(io.BytesIO(kept)).getpixel((9, 9))[0] - 128) < 3


def test_a_moving_picture_becomes_its_first_frame():
    frames = [Image.new("RGB", (30, 20), color) for color in ("red", "blue")]
    paper = io.BytesIO()
    frames[0].save(paper, "GIF", save_all=True, append_images=frames[1:])

    picture = Image.open(io.BytesIO(disarm(paper.getvalue()).content))

    assert getattr(picture, "n_frames", 1) == 1
    assert picture.getpixel((5, 5))[0] > 200


def test_a_large_photo_is_shrunk():
    kept = redraw(makers.paint(size=(6000, 4000)), found="jpeg")

    assert (kept.width, kept.height) == (LONGEST_SIDE, 1333)
    assert len(kept.content) < MOST_BYTES


@pytest.mark.filterwarnings("ignore::UserWarning:PIL")
def test_broken_notes_beside_a_good_photo_do_no_harm():
    content = makers.paint()
    noise = b"\xff\xe1\x00\x10Exif\0\0MM\0*\xff\xff\xff\xff"

    kept = disarm(content[:2] + noise + content[2:])

    assert kept.width == 64


@pytest.mark.filterwarnings("ignore::UserWarning:PIL")
@pytest.mark.parametrize("seed", range(60))
def test_a_photo_with_broken_bytes_is_drawn_or_refused_never_a_crash(seed):
    chance = random.Random(seed)  # noqa: S311
    kind = ("JPEG", "PNG", "GIF", "WEBP", "HEIF", "AVIF")[seed % 6]
    content = bytearray(makers.paint(kind, size=(90, 70)))
    for _ in range(12):
        content[chance.randrange(12, len(content))] = chance.randrange(256)

    try:
        kept = disarm(bytes(content)).content
    except errors.FileRefused:
        return

    assert kept.startswith(b"\xff\xd8\xff")


PAGES_ONLY = {
    "plain": makers.write_pdf(),
    "content": makers.write_pdf(makers.write_stream(zlib.compress(b"BT (JS) Tj ET"), keys=FLATE)),
    "objects": makers.write_pdf(makers.write_object_stream(b"<< /Type /Outlines >>")),
    "outline": makers.write_pdf(
        b"<< /Type /Outlines /First 5 0 R /Last 5 0 R /Count 1 >>",
        makers.write_stream(b"\x89raw image /JS bytes", keys=b"/Subtype /Image /Filter /DCTDecode"),
    ),
    "words like names": makers.write_pdf(b"<< /Title (Encrypt JavaScript) /JSX 1 /Efoo 2 >>"),
}


@pytest.mark.parametrize("content", PAGES_ONLY.values(), ids=PAGES_ONLY.keys())
def test_a_pdf_of_pages_is_kept_as_it_is(content):
    assert disarm(content, "surat.pdf").content == content


HOSTILE_PDFS = [
    ("script", makers.write_pdf(SCRIPT), errors.PdfActs),
    ("spelled", makers.write_pdf(b"<< /S /J#61vaScr#69pt /#4AS (1) >>"), errors.PdfActs),
    ("only JS", makers.write_pdf(b"<< /JS (1) >>"), errors.PdfActs),
    ("packed", makers.write_pdf(makers.write_object_stream(SCRIPT)), errors.PdfActs),
    (
        "packed and spelled",
        makers.write_pdf(makers.write_object_stream(b"<< /S /#4aavaScript >>")),
        errors.PdfActs,
    ),
    (
        "packed, type unsaid",
        makers.write_pdf(
            makers.write_stream(zlib.compress(b"40 0 " + SCRIPT), keys=b"/N 1 /First 5 " + FLATE)
        ),
        errors.PdfActs,
    ),
    (
        "deep in a large one",
        makers.write_pdf(makers.write_object_stream(b"(" + b"x" * 300_000 + b")" + SCRIPT)),
        errors.PdfActs,
    ),
    ("launch", makers.write_pdf(b"<< /S /Launch /F (cmd.exe) >>"), errors.PdfActs),
    ("form program", makers.write_pdf(b"<< /AcroForm << /XFA 5 0 R >> >>"), errors.PdfActs),
    ("cargo", makers.write_pdf(b"<< /Type /EmbeddedFile >>"), errors.PdfCarriesFiles),
    ("cargo by key", makers.write_pdf(b"<< /EF << /F 5 0 R >> >>"), errors.PdfCarriesFiles),
    ("locked", makers.write_pdf(trailer=b"/Encrypt 9 0 R"), errors.PdfLocked),
    ("zip behind", makers.write_pdf(tail=makers.pack_zip(a=b"x")), errors.PdfCarriesFiles),
    ("page behind", makers.write_pdf(tail=makers.EVIL_PAGE), errors.PdfCarriesFiles),
    (
        "zip inside",
        makers.write_pdf(b"(" + makers.pack_zip(a=b"x") + b")"),
        errors.PdfCarriesFiles,
    ),
    ("cut", makers.write_pdf()[:-20], errors.PdfDamaged),
    ("no version", b"%PDF-evil" + makers.write_pdf()[8:], errors.PdfDamaged),
    (
        "unusual packing",
        makers.write_pdf(makers.write_object_stream(SCRIPT, keys=b"/Filter /LZWDecode")),
        errors.PdfUnreadable,
    ),
    (
        "packed twice",
        makers.write_pdf(
            makers.write_object_stream(SCRIPT, keys=b"/Filter [/FlateDecode /FlateDecode]")
        ),
        errors.PdfUnreadable,
    ),
    (
        "filter hidden",
        makers.write_pdf(makers.write_object_stream(SCRIPT, keys=b"/F#69lter /FlateDecode")),
        errors.PdfUnreadable,
    ),
    (
        "broken packing",
        makers.write_pdf(
            makers.write_stream(
                zlib.compress(b"40 0 " + b"x" * 90_000)[:-4] + b"\0\0\0\0",
                keys=b"/Type /ObjStm /N 1 /First 5 " + FLATE,
            )
        ),
        errors.PdfUnreadable,
    ),
    (
        "bomb",
        makers.write_pdf(makers.write_object_stream(b" " * 70_000_000)),
        errors.PdfUnreadable,
    ),
]


@pytest.mark.parametrize(
    ("content", "reason"),
    [(content, reason) for _, content, reason in HOSTILE_PDFS],
    ids=[name for name, _, _ in HOSTILE_PDFS],
)
def test_a_pdf_that_is_more_than_pages_is_refused(content, reason):
    with pytest.raises(reason):
        check_pdf(content)
