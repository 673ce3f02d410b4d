"""A file from a stranger leaves us so that it cannot act in anybody's browser."""

from contextlib import closing
from io import BytesIO

import pytest
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.test import RequestFactory
from PIL import Image

from tests.cast import MONDAY, lin
from zhuanji.attachments.actions import add_attachments
from zhuanji.attachments.files import path_of, store_file
from zhuanji.attachments.models import Attachment
from zhuanji.attachments.previews import preview_of
from zhuanji.attachments.serving import FileMissing, serve_attachment, serve_preview
from zhuanji.kernel.errors import NotFound

pytestmark = pytest.mark.django_db
SOUND = b"RIFF\x24\x08\x00\x00WAVEfmt " + bytes(range(256)) * 8


def picture(kind: str = "PNG", size: tuple[int, int] = (40, 30), **options: object) -> bytes:
    target = BytesIO()
    Image.new("RGB", size, "teal").save(target, kind, **options)
    return target.getvalue()


def attachment(name: str, content: bytes) -> Attachment:
    return add_attachments(by=lin().actor, at=MONDAY, files=[store_file(name, [content])])[0]


def asked(**headers: str) -> HttpRequest:
    return RequestFactory().get("/", headers={k.replace("_", "-"): v for k, v in headers.items()})


def body(response: HttpResponseBase) -> bytes:
    with closing(response):
        return b"".join(response)


def test_a_picture_is_shown_as_what_it_is_and_cannot_act() -> None:
    photo = attachment("故障 “照片”.png", picture())
    response = serve_attachment(asked(), photo, inline=True)
    assert response.headers["Content-Type"] == "image/png"
    assert response.headers["Content-Disposition"].startswith("inline; filename*=utf-8''%E6%95%85")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"].startswith("sandbox;")
    assert response.headers["Cache-Control"] == "private, no-cache"
    assert body(response) == picture()


def test_what_a_browser_should_not_show_is_downloaded() -> None:
    words = attachment("a.txt", b"<script>alert(1)</script>")
    response = serve_attachment(asked(), words, inline=True)
    assert response.headers["Content-Type"] == "application/octet-stream"
    assert response.headers["Content-Disposition"] == 'attachment; filename="a.txt"'
    assert body(response) == b"<script>alert(1)</script>"


def test_asking_for_a_download_downloads() -> None:
    response = serve_attachment(asked(), attachment("a.png", picture()), inline=False)
    assert response.headers["Content-Disposition"] == 'attachment; filename="a.png"'
    response.close()


def test_what_the_browser_already_has_is_not_sent_again() -> None:
    photo = attachment("a.png", picture())
    known = f'"{photo.sha256}"'
    response = serve_attachment(asked(if_none_match=known), photo, inline=True)
    assert (response.status_code, body(response)) == (304, b"")


@pytest.mark.parametrize(
    ("wanted", "status", "part", "told"),
    [
        ("bytes=0-3", 206, SOUND[:4], f"bytes 0-3/{len(SOUND)}"),
        ("bytes=2000-", 206, SOUND[2000:], f"bytes 2000-{len(SOUND) - 1}/{len(SOUND)}"),
        ("bytes=-5", 206, SOUND[-5:], f"bytes {len(SOUND) - 5}-{len(SOUND) - 1}/{len(SOUND)}"),
        ("bytes=10-999999", 206, SOUND[10:], f"bytes 10-{len(SOUND) - 1}/{len(SOUND)}"),
        ("bytes=999999-", 416, b"", f"bytes */{len(SOUND)}"),
        (f"bytes={'9' * 400}-", 416, b"", f"bytes */{len(SOUND)}"),
        ("bytes=5-2", 416, b"", f"bytes */{len(SOUND)}"),
        ("bytes=-", 200, SOUND, None),
        ("lines=1-2", 200, SOUND, None),
        ("bytes=0-1,5-6", 200, SOUND, None),
    ],
)
def test_a_recording_can_be_wound(wanted: str, status: int, part: bytes, told: str | None) -> None:
    sound = attachment("call.wav", SOUND)
    response = serve_attachment(asked(range=wanted), sound, inline=True)
    assert (response.status_code, response.headers.get("Content-Range")) == (status, told)
    assert body(response) == part


def test_a_range_of_another_version_gets_the_whole() -> None:
    sound = attachment("call.wav", SOUND)
    response = serve_attachment(asked(range="bytes=0-1", if_range='"other"'), sound, inline=True)
    assert (response.status_code, body(response)) == (200, SOUND)


def test_a_file_the_disk_lost_is_said_so() -> None:
    lost = attachment("a.png", picture(size=(7, 7)))
    path_of(lost.sha256).unlink()
    with pytest.raises(FileMissing):
        serve_preview(asked(), lost)
    with pytest.raises(FileMissing):
        serve_attachment(asked(), lost, inline=True)


def test_a_preview_is_small_upright_and_tells_nothing_about_the_phone() -> None:
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "SecretPhone"  # turned by 90 degrees; maker
    photo = attachment("a.jpg", picture("JPEG", (3000, 1500), exif=exif))
    drawn = body(serve_preview(asked(), photo))
    with Image.open(BytesIO(drawn)) as small:
        assert (small.format, small.size, dict(small.getexif())) == ("JPEG", (640, 1280), {})
    assert b"SecretPhone" not in drawn


def test_a_bomb_and_a_damaged_picture_have_no_preview_and_are_tried_once() -> None:
    bomb = attachment("a.png", picture(size=(9000, 9000)))
    torn = attachment("b.png", picture(size=(50, 50))[:60])
    for bad in (bomb, torn):
        with pytest.raises(NotFound):
            serve_preview(asked(), bad)
    path_of(bomb.sha256).write_bytes(picture())  # were it tried again, this would be drawn
    assert preview_of(bomb.sha256) is None
