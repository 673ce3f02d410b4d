"""Where sentences begin and end."""

import re

_SENTENCE = re.compile(r"\S[^。！!？?…\n;；]*+[。！!？?…;；]*+[”’\"』」）)]*+")


def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Return start and end of each sentence, its closing marks included, blanks around it not."""
    found = (match.span() for match in _SENTENCE.finditer(text))
    return tuple((start, start + len(text[start:end].rstrip())) for start, end in found)
