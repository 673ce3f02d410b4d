"""Cards among numbers that only look like cards: what is found is one, and what is one is found."""

import random

from zhuanji.language.reading import read

REGIONS = ("110105", "310115", "430104", "440305", "510107")
ISSUERS = ("622202", "621700", "621661", "436742", "622848")
ORDERS = ("", "订单", "这个", "流水", "我的", "单号")


def identity_card(chance: random.Random) -> str:
    day = f"{chance.randint(1940, 2010)}{chance.randint(1, 12):02}{chance.randint(1, 28):02}"
    body = f"{chance.choice(REGIONS)}{day}{chance.randint(0, 999):03}"
    total = sum(int(digit) * pow(2, 17 - n, 11) for n, digit in enumerate(body))
    return body + "10X98765432"[total % 11]


def bank_card(chance: random.Random) -> str:
    body = chance.choice(ISSUERS) + "".join(chance.choices("0123456789", k=12))
    doubled = sum(sum(divmod(2 * int(digit), 10)) for digit in body[::-2])
    return body + str(-(doubled + sum(map(int, body[-2::-2]))) % 10)


def order(chance: random.Random) -> str:
    """Numbers as shops make them: by the second, or counted up, of any length."""
    second = f"{chance.randint(2019, 2026)}{chance.randint(1, 12):02}{chance.randint(1, 28):02}"
    return chance.choice([second, "", "", str(chance.randint(1, 4))]) + "".join(
        chance.choices("0123456789", k=chance.randint(8, 18))
    )


def test_precision_and_recall_of_cards() -> None:
    chance = random.Random(20261125)  # noqa: S311
    found = right = asked = 0
    for _ in range(2_000):
        for kind, number in (
            ("identity_card", identity_card(chance)),
            ("bank_card", bank_card(chance)),
            ("", order(chance)),
        ):
            text = f"{chance.choice(ORDERS)}{number}，请查" if not kind else f"我的{number}，请查"
            cards = [f for f in read(text).findings if f.kind in {"identity_card", "bank_card"}]
            asked += bool(kind)
            found += len(cards)
            right += [(f.kind, f.value) for f in cards] == [(kind, number)]

    assert right / found >= 0.98
    assert right / asked >= 0.98
