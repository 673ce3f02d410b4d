"""A complaint read in a fraction of a millisecond: who, what, when, where, how much, how angry, what for.

`read(text, at=…)` is the whole of it. Pure functions, no tables, no clock, no network: the same
text and moment always give the same reading.
"""

from zhuanji.language.reading.findings import Finding, Reading
from zhuanji.language.reading.reader import read

__all__ = ["Finding", "Reading", "read"]
