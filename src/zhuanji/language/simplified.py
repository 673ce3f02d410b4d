"""Traditional characters and the simplified form each is found by."""

from functools import cache

from zhuanji.language.characters import packaged_text


@cache
def simplified_characters() -> dict[str, str]:
    """Return the simplified form of each traditional character, by OpenCC's table.

    Where a character has several forms the usual one is taken: good enough to find by, not to
    rewrite anybody's words.
    """
    lines = packaged_text("opencc", "dictionary/TSCharacters.txt").splitlines()
    pairs = (line.split("\t") for line in lines if line)
    return {traditional: forms.split()[0] for traditional, forms in pairs}
