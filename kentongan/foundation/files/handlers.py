"""How an upload is received: no more of it than may be kept, and a full disk is no crash."""

import errno
from typing import IO, Any

from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler

from kentongan.foundation.files.services import MOST_BYTES

FULL = {errno.ENOSPC, errno.EDQUOT}


class CappedUploadHandler(TemporaryFileUploadHandler):
    """Counts every byte but writes only as many as `store_upload` would take."""

    most_bytes = MOST_BYTES

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file, on disk if there is room."""
        self.had_no_room = False
        try:
            super().new_file(*args, **kwargs)
        except OSError as error:
            self._note_full_disk(error)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Write what may be kept, drop the rest."""
        if self.had_no_room or start > self.most_bytes:
            return
        try:
            super().receive_data_chunk(raw_data, start)
        except OSError as error:
            self._note_full_disk(error)

    def file_complete(self, file_size: int) -> "UploadedFile[Any] | None":
        """Hand the file over with the size it really had."""
        if self.had_no_room:
            return self._make_empty(file_size)
        file: TemporaryUploadedFile = self.file
        try:
            file.seek(0)
        except OSError as error:
            self._note_full_disk(error)
            return self._make_empty(file_size)
        file.size = file_size
        return file

    def _note_full_disk(self, error: OSError) -> None:
        if error.errno not in FULL:
            raise error
        self.had_no_room = True

    def _make_empty(self, file_size: int) -> "UploadedFile[Any]":
        nothing: IO[bytes] | None = None
        upload: UploadedFile[Any] = UploadedFile(
            nothing, self.file_name, self.content_type, file_size
        )
        upload.had_no_room = True  # type: ignore[attr-defined]
        return upload


class RoomyUploadHandler(CappedUploadHandler):
    """For the few pages that take more than a photo or a PDF: as many bytes as they say."""

    def __init__(self, *args: Any, most_bytes: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.most_bytes = most_bytes
