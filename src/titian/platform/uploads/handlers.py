"""How Django takes files in: in memory only, and no more of them than we would keep."""

from io import BytesIO

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from titian.platform.uploads.services import MOST_BYTES

_MOST_AT_ONCE = 4 * MOST_BYTES


class BoundedMemory(FileUploadHandler):
    """Beyond the limit bytes are counted and dropped: no clear copy ever lies on a disk.

    Of many files sent at once, those that no longer fit arrive empty, never in part. A file keeps
    its name while the request lasts: a page may sort by it, nothing writes it down.
    """

    _held = 0

    def new_file(self, *args: object, **kwargs: object) -> None:
        super().new_file(*args, **kwargs)  # type: ignore[arg-type]  # passed on as they come
        self._kept = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start <= MOST_BYTES and self._held <= _MOST_AT_ONCE:
            self._kept.write(raw_data)
            self._held += len(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        if self._held > _MOST_AT_ONCE:
            self._kept, file_size = BytesIO(), 0
        self._kept.seek(0)
        return InMemoryUploadedFile(
            self._kept, self.field_name, self.file_name, None, file_size, None, None
        )
