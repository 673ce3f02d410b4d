"""A playbook's file read line by line: what it says, or every mistake with the line it stands on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from zhuanji.playbooks.body import PlaybookBody
from zhuanji.playbooks.checking import Known, Problem, checked, strangers
from zhuanji.playbooks.yaml_text import Located, NotAPlaybook, read_located


@dataclass(frozen=True, order=True)
class Remark:
    """What is wrong, or doubtful, in one line; `what` names the row and the field."""

    line: int
    what: str
    words: str

    def __str__(self) -> str:
        told = f"{self.what}: {self.words}" if self.what else self.words
        return (
            _("Line %(line)s: %(told)s") % {"line": self.line, "told": told} if self.line else told
        )


@dataclass(frozen=True)
class Reading:
    """`body` is the playbook when there are no mistakes; warnings do not hinder."""

    body: PlaybookBody | None
    mistakes: list[Remark] = field(default_factory=list)
    warnings: list[Remark] = field(default_factory=list)


def read_file(text: str, known: Known | None = None) -> Reading:
    """Read a YAML file; never raise, whatever it holds."""
    try:
        file = read_located(text)
    except NotAPlaybook as refusal:
        return Reading(None, [Remark(refusal.line, "", _no_yaml(refusal.line))])
    said = {
        "categories": [],
        **{k: v for k, v in file.said.items() if k in PlaybookBody.model_fields},
    }
    body, problems = checked(said)
    mistakes = sorted({*_doubled(file), *_unknown(file), *_remarks(file, problems)})
    warnings = sorted(set(_remarks(file, strangers(said, known or Known()))))
    return Reading(None if mistakes else body, mistakes, warnings)


def read_section(
    text: str, section: str, book: Mapping[str, Any], known: Known
) -> tuple[Any, list[Remark], list[Remark]]:
    """Read one section that belongs to a playbook as it is stored; never raise.

    Returns what is stored of it, or None with the mistakes, and warnings.
    """
    try:
        file = read_located(text)
    except NotAPlaybook as refusal:
        return None, [Remark(refusal.line, "", _no_yaml(refusal.line))], []
    mistakes = set(_doubled(file))
    strays = [key for key in file.said if key != section]
    words = _("Only the section “%(section)s” stands here.") % {"section": section}
    mistakes |= {Remark(file.line((str(key),)), "", words) for key in strays}
    if section not in file.said:
        mistakes.add(Remark(1, "", _("Begin with “%(section)s:”.") % {"section": section}))
    whole = {**book, section: file.said.get(section)}
    body, problems = checked(whole)
    mistakes |= set(_remarks(file, (one for one in problems if one.path[:1] == (section,))))
    doubts = (one for one in strangers(whole, known) if one.path[:1] == (section,))
    if mistakes:
        return None, sorted(mistakes), []
    rows = file.said[section] if body is None else body.model_dump(mode="json")[section]
    return rows, [], sorted(set(_remarks(file, doubts)))


def _no_yaml(line: int) -> str:
    if line:
        return _("this is no YAML that can be read from here on.")
    return _("This is no playbook. Export one to see how it is written.")


def _doubled(file: Located) -> Iterable[Remark]:
    words = _("“%(key)s” stands here for the second time; the first is in line %(first)s.")
    for key, first, line in file.doubled:
        yield Remark(line, "", words % {"key": key, "first": first})


def _unknown(file: Located) -> Iterable[Remark]:
    words = _("A playbook has no section “%(key)s”.")
    for key in file.said:
        if key not in PlaybookBody.model_fields:
            yield Remark(file.line((str(key),)), "", words % {"key": key})


def _remarks(file: Located, problems: Iterable[Problem]) -> Iterable[Remark]:
    for one in problems:
        what = " › ".join(filter(None, (one.key, one.field)))
        yield Remark(file.line(one.path), what, one.words)
