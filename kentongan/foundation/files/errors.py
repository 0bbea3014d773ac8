"""Why a file is not taken, in sentences that say what to do instead."""

from django.utils.translation import gettext_lazy as _

from kentongan.foundation.errors import Refusal


class FileRefused(Refusal):
    """A file cannot be taken; every reason is a subclass with its own code."""

    code = "file_refused"
    message = _("This file cannot be taken.")
    status = 422


class FileEmpty(FileRefused):
    code = "file_empty"
    message = _("This file is empty. Please choose it again.")


class FileTooBig(FileRefused):
    code = "file_too_big"
    message = _(
        "This file has %(size)s; at most %(limit)s can be taken. "
        "Please send a photo of the page or a smaller file."
    )


class NotPhotoNorPdf(FileRefused):
    code = "file_unknown"
    message = _("This file is neither a photo nor a PDF. Please send a photo or a PDF.")


class NotWhatNameSays(FileRefused):
    code = "file_not_what_name_says"
    message = _(
        "By its name this file is “%(said)s”, but inside it is something else. "
        "Please send a photo or a PDF."
    )


class DrawingRefused(FileRefused):
    code = "file_is_drawing"
    message = _(
        "Drawings of the kind SVG can carry programs and are not taken. "
        "Please send a photo, a screenshot or a PDF."
    )


class WebPageRefused(FileRefused):
    code = "file_is_web_page"
    message = _("This is a web page, not a photo. Please send a photo, a screenshot or a PDF.")


class ArchiveRefused(FileRefused):
    code = "file_is_archive"
    message = _(
        "This file packs other files together (ZIP or similar). "
        "Please unpack it and send each page as a photo or PDF."
    )


class OfficeDocumentRefused(FileRefused):
    code = "file_is_office_document"
    message = _(
        "This is a document of a word processor or spreadsheet. "
        "Please save it as PDF, or take a photo of the printed page."
    )


class FilmRefused(FileRefused):
    code = "file_is_film"
    message = _("This is a film or a recording. Please send a photo or a PDF.")


class OnlyPhoto(FileRefused):
    code = "file_only_photo"
    message = _("Only a photo is taken here. Please take a photo of the page.")


class OnlyPdf(FileRefused):
    code = "file_only_pdf"
    message = _("Only a PDF is taken here.")


class PhotoDamaged(FileRefused):
    code = "photo_damaged"
    message = _("This photo is damaged or was not sent completely. Please send it again.")


class PhotoOfNewPhoneUnreadable(FileRefused):
    code = "photo_heic_unreadable"
    message = _(
        "This photo (HEIC) could not be opened. Please set the camera of your phone to "
        "“most compatible” or send a screenshot of the photo."
    )


class PhotoTooManyPixels(FileRefused):
    code = "photo_too_many_pixels"
    message = _(
        "This picture has %(megapixels)s million points; at most %(limit)s million can be taken. "
        "Please take it with a lower resolution."
    )


class PdfDamaged(FileRefused):
    code = "pdf_damaged"
    message = _("This PDF is damaged or was not sent completely. Please save or scan it again.")


class PdfLocked(FileRefused):
    code = "pdf_locked"
    message = _("This PDF is locked with a password. Please send it without the lock.")


class PdfActs(FileRefused):
    code = "pdf_acts"
    message = _(
        "This PDF contains a program. Please print it into a new PDF, or take photos of its pages."
    )


class PdfCarriesFiles(FileRefused):
    code = "pdf_carries_files"
    message = _(
        "This PDF carries other files inside. Please send the pages alone, as a new PDF or photos."
    )


class PdfUnreadable(FileRefused):
    code = "pdf_unreadable"
    message = _(
        "This PDF is written in a way that cannot be checked. "
        "Please print it into a new PDF, or take photos of its pages."
    )


class FileInfected(FileRefused):
    code = "file_infected"
    message = _("The virus scanner refused this file. Please check the device it comes from.")


class NoRoom(FileRefused):
    """The disk is full; nothing was written."""

    code = "no_room"
    message = _("The server has no room at the moment; your answers are kept.")
    status = 507


class FileWaitsForScan(Refusal):
    code = "file_waits_for_scan"
    message = _("This file is still waiting for the virus scanner. Please come back in a while.")
    status = 409


class FileIsGone(Refusal):
    code = "file_is_gone"
    message = _("This file is no longer kept.")
    status = 404
