"""Uploads stay in memory until they are checked: nothing that is refused ever lay in a temporary file."""

from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, HttpResponse, JsonResponse

from tongket.base.faults import explain
from tongket.base.middleware import Handler, refused_page
from tongket.viet.fault import refusal

# A form may bring several files at once; what says of itself that it is larger is not read at all.
MOST_FILES = 3


class SizeMiddleware:
    """Refuses by its own word what is too large, before anything of its body is read."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Handler, _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdecimal() and int(length) <= MOST_FILES * settings.FILE_LIMIT:
            return None
        why = refusal("file.too_big", megabytes=settings.FILE_LIMIT // (1024 * 1024))
        if getattr(view, "csrf_exempt", False):  # a program's door: as it answers
            faults = [{"code": fault.code, "sentence": explain(fault)} for fault in why.faults]
            return JsonResponse({"taken": False, "faults": faults}, status=413)
        return refused_page(request, why, 413)


class MemoryHandler(FileUploadHandler):
    """Takes one byte more than the limit and drops the rest, so that `put_file` can say it is too large."""

    chunk_size = 1024 * 1024

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.data = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:  # noqa: ARG002
        room = settings.FILE_LIMIT + 1 - self.data.tell()
        self.data.write(raw_data[: max(room, 0)])

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:  # noqa: ARG002
        size = self.data.tell()
        self.data.seek(0)
        return InMemoryUploadedFile(
            file=self.data,
            field_name=self.field_name,
            name=self.file_name,
            content_type=self.content_type,
            size=size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )
