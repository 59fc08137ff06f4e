"""Uploaded files take no more of the disk than any of them may."""

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, SkipFile

# Over what any page takes: each says its own limit.
MOST_BYTES = 64 * 2**20


class BoundedUploadHandler(FileUploadHandler):
    """Lets a file that is too large run past, and tells the page by its request.

    It comes first, and passes on what isn't.
    """

    request: Any

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        if start + len(raw_data) > MOST_BYTES:
            self.request.has_too_large_file = True
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave the file to who keeps it."""
