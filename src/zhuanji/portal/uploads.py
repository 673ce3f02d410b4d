"""A photo goes up while its sender still writes; the page keeps its ticket."""

from http import HTTPStatus

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zhuanji.attachments.files import StoredFile
from zhuanji.portal.pending import files_of, ticket_for


@require_POST
def upload(request: HttpRequest) -> JsonResponse:
    """Take one file in; answer with its ticket, or with the sentence that says why not."""
    files, problems = files_of(request)
    if problems or not files:
        words = problems or [_("This file is empty. Choose it again.")]
        return JsonResponse({"problem": words[0]}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return JsonResponse(_told(next(iter(files.values()))))


def _told(file: StoredFile) -> dict[str, str | int]:
    return {"ticket": ticket_for(file), "name": file.name, "size": file.size}
