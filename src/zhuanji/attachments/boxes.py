"""The family of ISO base media files: HEIC photos, MP4 and QuickTime films, M4A recordings.

They begin alike, with a box that names its brands; the first brand that we know says what it is.
"""

_HEIC = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs"})
_HEIF = frozenset({b"mif1", b"msf1"})  # any picture in this family; the others say which
_AUDIO = frozenset({b"M4A ", b"M4B "})
_FILM = frozenset(
    {
        *(b"isom", b"iso2", b"iso3", b"iso4", b"iso5", b"iso6", b"avc1", b"hvc1", b"dash"),
        *(b"mp41", b"mp42", b"mp71", b"M4V ", b"MSNV"),
    }
)
_LONGEST = 1024


def media_type_of(head: bytes) -> str:
    """Return the media type of a file of this family from its first bytes; "" for any other."""
    brands = _brands(head)
    if not brands:
        return ""
    known = (kind for brand in brands if (kind := _kind(brand)))
    found = next(known, "")
    if found == "image/heif" and _HEIC.intersection(brands):
        return "image/heic"
    return found


def _brands(head: bytes) -> list[bytes]:
    """The main brand and those it agrees with; a version stands between them."""
    size = int.from_bytes(head[:4], "big")
    if head[4:8] != b"ftyp" or not 16 <= size <= _LONGEST:  # noqa: PLR2004 - a box with one brand
        return []
    box = head[:size]
    return [box[8:12], *(box[place : place + 4] for place in range(16, len(box), 4))]


def _kind(brand: bytes) -> str:
    if brand in _HEIC:
        return "image/heic"
    if brand in _HEIF:
        return "image/heif"
    if brand in _AUDIO:
        return "audio/mp4"
    if brand == b"qt  ":
        return "video/quicktime"
    if brand.startswith((b"3gp", b"3gr", b"3gs")):
        return "video/3gpp"
    return "video/mp4" if brand in _FILM else ""
