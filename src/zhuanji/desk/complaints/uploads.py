"""Files that came with a form, kept on the disk before an action uses them."""

from django.http import HttpRequest

from zhuanji.attachments.files import StoredFile, store_file


def uploaded(request: HttpRequest) -> list[StoredFile]:
    """Raises Invalid for a file that we do not take."""
    return [
        store_file(file.name or "file", file.chunks()) for file in request.FILES.getlist("files")
    ]
