"""How Django takes a file in: in memory only, and no more of it than we would keep."""

from io import BytesIO

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from titian.platform.uploads.services import MOST_BYTES


class BoundedMemory(FileUploadHandler):
    """Beyond the limit bytes are counted and dropped: no clear copy ever lies on a disk."""

    def new_file(self, *args: object, **kwargs: object) -> None:
        super().new_file(*args, **kwargs)  # type: ignore[arg-type]  # passed on as they come
        self._kept = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start <= MOST_BYTES:
            self._kept.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        self._kept.seek(0)
        return InMemoryUploadedFile(
            self._kept, self.field_name, "received", None, file_size, None, None
        )
