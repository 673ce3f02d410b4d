"""Evidence that customers send, drawn by our own hand: receipts, photos, bills, chats, recordings."""

import io
import math
import wave
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from random import Random

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from zhuanji.attachments.files import StoredFile, store_file

type_of = {"audio": "wav", "pdf": "pdf"}
_FONTS = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
    "/System/Library/Fonts/PingFang.ttc",
    "C:/Windows/Fonts/msyh.ttc",
)
_PAPER, _INK, _RED, _GREY = "#fdfcf7", "#26221f", "#c62828", "#8c857e"
Facts = Mapping[str, str]
Font = ImageFont.FreeTypeFont | ImageFont.ImageFont


def hand_over(kind: str, facts: Facts, rng: Random) -> StoredFile:
    """Draw one piece of evidence and keep its bytes as any other file's, durable once all are."""
    name, draw = _KINDS[kind]
    ending = type_of.get(kind, "jpg")
    number = rng.randrange(1000, 9999)
    return store_file(f"{name}{number}.{ending}", [draw(facts, rng)], durable=False)


@cache
def _font(size: int) -> Font:
    for path in _FONTS:
        if Path(path).exists():
            return ImageFont.truetype(path, size)
    return ImageFont.load_default(size)


@cache
def _writes_chinese() -> bool:
    return any(Path(path).exists() for path in _FONTS)


class Sheet:
    """A picture to write on from top to bottom."""

    def __init__(self, width: int, height: int, colour: str = _PAPER) -> None:
        self.picture = Image.new("RGB", (width, height), colour)
        self.pen = ImageDraw.Draw(self.picture)
        self.y = 28

    def write(self, text: str, *, x: int = 30, size: int = 20, colour: str = _INK) -> None:
        """Without a Chinese font on the machine, only what Latin letters can say is written."""
        said = text if _writes_chinese() else text.encode("ascii", "ignore").decode()
        self.pen.text((x, self.y), said, font=_font(size), fill=colour)
        self.y += size + 12

    def rule(self) -> None:
        self.pen.line((30, self.y, self.picture.width - 30, self.y), fill=_GREY)
        self.y += 16

    def jpeg(self) -> bytes:
        return _saved(self.picture, "JPEG")


def _saved(picture: Image.Image, form: str) -> bytes:
    kept = io.BytesIO()
    picture.save(kept, form, quality=78)
    return kept.getvalue()


def _lines(facts: Facts) -> list[tuple[str, str]]:
    return [
        ("订单号", facts["order"]), ("商品", facts["product"]), ("型号", facts["model"]),
        ("日期", facts["bought"]), ("金额", f"¥{facts['price']}.00"),
    ]  # fmt: skip


def _receipt_sheet(facts: Facts, title: str) -> Sheet:
    sheet = Sheet(420, 500)
    sheet.write(facts["shop"], size=26)
    sheet.write(title, size=18, colour=_GREY)
    sheet.rule()
    for label, value in _lines(facts):
        sheet.write(f"{label}  {value}")
    sheet.rule()
    sheet.write(f"合计  ¥{facts['price']}.00", size=26)
    return sheet


def receipt(facts: Facts, rng: Random) -> bytes:
    """A slip with a bar code, photographed a little askew."""
    sheet = _receipt_sheet(facts, "购物小票")
    x = 40
    while x < 370:
        width = rng.randrange(1, 5)
        sheet.pen.rectangle((x, 420, x + width, 470), fill=_INK)
        x += width + rng.randrange(2, 6)
    turned = sheet.picture.rotate(rng.uniform(-4, 4), expand=True, fillcolor="#6d5d4f")
    return _saved(turned, "JPEG")


def broken(facts: Facts, rng: Random) -> bytes:
    """A device on a table, its crack circled in red."""
    sheet = Sheet(560, 420, "#cfc6ba")
    pen = sheet.pen
    pen.rectangle((0, 300, 560, 420), fill="#8d6e54")
    body = rng.choice(("#f2f2f0", "#3c4149", "#d9e4ea", "#e6d3c1"))
    pen.rounded_rectangle((150, 70, 410, 330), radius=rng.randrange(12, 60), fill=body, outline=_GREY, width=3)  # fmt: skip
    pen.ellipse((230, 120, 330, 220), fill="#b7bcc2", outline=_INK)
    x, y = rng.randrange(190, 330), rng.randrange(210, 260)
    crack = [(x + step * rng.randrange(6, 14), y + rng.randrange(-22, 22)) for step in range(7)]
    pen.line(crack, fill="#111111", width=4)
    pen.ellipse((x - 30, y - 50, x + 110, y + 50), outline=_RED, width=5)
    sheet.y = 345
    sheet.write(f"{facts['model']}  {facts['batch']}", x=165, size=22, colour="#ffffff")
    return sheet.jpeg()


def photo(facts: Facts, rng: Random) -> bytes:
    """A plate or a bed with spots that should not be there."""
    sheet = Sheet(560, 420, "#e8dccb")
    pen = sheet.pen
    pen.rounded_rectangle((60, 60, 500, 360), radius=150, fill="#ffffff", outline="#cfc8bd", width=4)  # fmt: skip
    pen.ellipse((130, 110, 430, 310), fill=rng.choice(("#c97b3d", "#7b8f4a", "#eee9e2", "#b5493a")))
    for _spot in range(rng.randrange(4, 11)):
        x, y = rng.randrange(170, 390), rng.randrange(140, 280)
        size = rng.randrange(5, 16)
        pen.ellipse((x, y, x + size, y + size), fill=rng.choice(("#3d2b1f", "#5a4632", "#9c8552")))
    x, y = rng.randrange(190, 330), rng.randrange(150, 230)
    pen.ellipse((x, y, x + 80, y + 70), outline=_RED, width=5)
    sheet.y = 378
    sheet.write(f"{facts['day']} {facts['hour']}", x=24, size=18, colour="#5a4632")
    return sheet.jpeg()


def bill(facts: Facts, rng: Random) -> bytes:
    """A list of charges with the wrong one marked."""
    sheet = Sheet(460, 420)
    sheet.write("账单明细", size=26)
    sheet.rule()
    wrong = rng.randrange(4)
    others = ("月基本费", "国内通话", "短信", "流量")
    for row, label in enumerate(others):
        if row == wrong:
            sheet.pen.rectangle((24, sheet.y - 4, 436, sheet.y + 30), outline=_RED, width=3)
            sheet.write(f"{facts['product']}  ¥{facts['amount']}.00", colour=_RED)
        sheet.write(f"{label}  ¥{rng.randrange(1, 90)}.{rng.randrange(10)}0")
    return sheet.jpeg()


def chat(facts: Facts, rng: Random) -> bytes:
    """A page of a chat in which nobody answers the question."""
    sheet = Sheet(420, 620, "#ededed")
    lines = (
        (True, f"{facts['product']}的事怎么处理？"), (False, "亲，非常抱歉给您带来不便"),
        (True, f"订单{facts['order']}"), (False, rng.choice(("已为您反馈，请耐心等待", "这边帮您催一下哦"))),
        (True, f"都{facts['wait']}了"), (False, rng.choice(("亲，还有其他可以帮您的吗", "请您对本次服务评价"))),
    )  # fmt: skip
    for mine, text in lines:
        wide = 24 + 19 * len(text)
        left = 400 - wide if mine else 20
        box = (left, sheet.y, left + wide, sheet.y + 46)
        sheet.pen.rounded_rectangle(box, radius=9, fill="#a5e37c" if mine else "#ffffff")
        sheet.y += 11
        sheet.write(text, x=left + 12, size=18)
        sheet.y += 38
    return sheet.jpeg()


def invoice(facts: Facts, _rng: Random) -> bytes:
    """One page, as PDF."""
    sheet = _receipt_sheet(facts, "收费凭证")
    sheet.write(f"其中争议金额  ¥{facts['amount']}.00", colour=_RED)
    sheet.pen.ellipse((270, 30, 390, 150), outline=_RED, width=4)
    return _saved(sheet.picture, "PDF")


def recording(_facts: Facts, rng: Random) -> bytes:
    """Three seconds of a voice behind a wall: the tune of speech, no words."""
    rate, kept = 8000, io.BytesIO()
    steps = np.arange(rate * 3 // 14)
    swell = np.sin(math.pi * steps / len(steps))
    samples = bytearray()
    for _beat in range(14):
        pitch, loudness = rng.uniform(110, 240), rng.uniform(0.4, 1)
        turn = 2 * math.pi * pitch * steps / rate
        tone = swell * loudness * (60 * np.sin(turn) + 30 * np.sin(3 * turn))
        samples += (128 + tone).astype(np.uint8).tobytes()
    with wave.open(kept, "wb") as tape:
        tape.setnchannels(1)
        tape.setsampwidth(1)
        tape.setframerate(rate)
        tape.writeframes(bytes(samples))
    return kept.getvalue()


_KINDS: dict[str, tuple[str, Callable[[Facts, Random], bytes]]] = {
    "receipt": ("小票", receipt),
    "broken": ("IMG_", broken),
    "photo": ("现场照片", photo),
    "bill": ("账单截图", bill),
    "chat": ("聊天记录", chat),
    "pdf": ("收费凭证", invoice),
    "audio": ("通话录音", recording),
}
