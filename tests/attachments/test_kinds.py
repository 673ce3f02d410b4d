"""What a file is, its bytes say: photos and recordings of every common phone are taken."""

import pytest

from zhuanji.attachments.kinds import recognise
from zhuanji.kernel.errors import Invalid


def boxed(major: bytes, *compatible: bytes) -> bytes:
    """The first box of an ISO base media file, and what may follow it."""
    brands = major + b"\0\0\0\0" + b"".join(compatible)
    size = 8 + len(brands)
    return size.to_bytes(4, "big") + b"ftyp" + brands + b"\0\0\0\x20meta" + bytes(200)


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (boxed(b"heic", b"mif1", b"heic"), ("image", "image/heic")),
        (boxed(b"heix", b"mif1", b"heix"), ("image", "image/heic")),
        (boxed(b"mif1", b"mif1", b"heic"), ("image", "image/heic")),
        (boxed(b"msf1", b"msf1", b"hevc"), ("image", "image/heic")),
        (boxed(b"hevc", b"msf1", b"hevc"), ("image", "image/heic")),
        (boxed(b"mif1", b"mif1", b"miaf"), ("image", "image/heif")),
        (boxed(b"M4A ", b"M4A ", b"mp42", b"isom"), ("audio", "audio/mp4")),
        (boxed(b"mp42", b"mp41", b"isom"), ("video", "video/mp4")),
        (boxed(b"isom", b"iso2", b"avc1"), ("video", "video/mp4")),
        (boxed(b"qt  ", b"qt  "), ("video", "video/quicktime")),
        (boxed(b"3gp4", b"3gp4", b"isom"), ("video", "video/3gpp")),
        (b"#!AMR\n" + bytes(range(200)), ("audio", "audio/amr")),
        (b"#!AMR-WB\n" + bytes(range(200)), ("audio", "audio/amr-wb")),
    ],
)
@pytest.mark.parametrize("name", ["IMG_0001.HEIC", "录音.amr", "a", "photo.jpg", "a.mp4"])
def test_photos_and_recordings_of_phones_are_what_their_bytes_say(
    name: str, head: bytes, expected: tuple[str, str]
) -> None:
    assert recognise(name, head) == expected


@pytest.mark.parametrize(
    "head",
    [
        boxed(b"xxxx", b"yyyy"),
        b"\0\0\0\x08ftyp" + bytes(100),
        b"#!AMR",
        b"#!/bin/sh\necho",
        b"\xff\xff\xff\xffftypxxxx" + bytes(100),
    ],
)
def test_a_box_or_a_mark_of_nothing_we_know_is_refused(head: bytes) -> None:
    with pytest.raises(Invalid):
        recognise("a.heic", head)
