"""How much who may give at once."""

from typing import Annotated

from pydantic import Field

from zhuanji.playbooks.body.fields import GivingRole, Strict

Fen = Annotated[int, Field(ge=0, le=10_000_000_000)]


class Cap(Strict):
    """What a role may promise for one complaint without asking further, in fen by grade."""

    key: GivingRole
    general: Fen = 0
    complex: Fen = 0
    major: Fen = 0
    emergency: Fen = 0
