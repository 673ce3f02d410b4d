"""Drawing a small picture of a stranger's image, in a process that may not grow or linger.

Run by path (`python -I drawing.py SOURCE TARGET`), so that nothing of ours is loaded beside the
decoder. It leaves TARGET behind only when the whole picture could be drawn.
"""

import resource
import sys
import warnings
from pathlib import Path

from PIL import Image, ImageOps

SIDE = 1280
_PIXELS = 64_000_000
_MEMORY = 1 << 30
_SECONDS = 10
_FORMATS = ("PNG", "JPEG", "GIF", "WEBP")


def draw(source: Path, target: Path) -> None:
    """Write a JPEG no larger than SIDE, upright, without EXIF and transparency."""
    Image.MAX_IMAGE_PIXELS = _PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    with Image.open(source, formats=_FORMATS) as picture:
        picture.draft("RGB", (SIDE, SIDE))
        picture.thumbnail((SIDE, SIDE))
        upright = ImageOps.exif_transpose(picture).convert("RGBA")
    paper = Image.new("RGB", upright.size, "white")
    paper.paste(upright, mask=upright.getchannel("A"))
    paper.save(target, "JPEG", quality=82, optimize=True)


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    draw(Path(sys.argv[1]), Path(sys.argv[2]))


if __name__ == "__main__":
    main()
