"""Why a file cannot be read as a table, as a word that travels between processes."""

from typing import Any


class NotATable(Exception):
    """The file cannot be read. `code` is one of problems.SENTENCES, `facts` what it tells."""

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts
