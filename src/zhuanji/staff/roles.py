"""Who may do what, as one table. Whether it may be done to *this* thing, policies ask."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _

from zhuanji.kernel.actors import Actor


class Role(models.TextChoices):
    AGENT = "agent", _("Agent")
    LEAD = "lead", _("Team leader")
    HANDLER = "handler", _("Department handler")
    INSPECTOR = "inspector", _("Quality inspector")
    LEGAL = "legal", _("Legal counsel")
    EXECUTIVE = "executive", _("Executive")
    AUDITOR = "auditor", _("Auditor")
    ADMIN = "admin", _("Administrator")


class Right(StrEnum):
    READ_ALL = "read_all"  # complaints of every department
    READ_DEPARTMENT = "read_department"  # complaints of the own department only
    READ_PERSONAL = "read_personal"  # names and contacts unmasked
    REVEAL = "reveal"  # unmask one complaint, with a reason, on record
    REGISTER = "register"
    WORK = "work"  # take, restate, handle, reply, answer, close
    NOTE = "note"
    JUDGE = "judge"
    CONFIRM_REFUSAL = "confirm_refusal"  # the second person
    ASSIGN = "assign"  # to anybody, in bulk
    MERGE = "merge"
    IMPORT = "import"
    EXPORT = "export"
    AUDIT = "audit"
    ADMINISTER = "administer"  # people, tokens
    WEBHOOKS = "webhooks"  # which machines are told what happens
    GROUPS = "groups"  # which groups in DingTalk, Feishu, WeCom are told what
    PLAYBOOK = "playbook"  # write categories, words and rules, and put them into use
    TRIAGE = "triage"  # see how well complaints are understood


_AGENT = frozenset(
    {
        Right.READ_ALL,
        Right.READ_PERSONAL,
        Right.REVEAL,
        Right.REGISTER,
        Right.WORK,
        Right.NOTE,
        Right.JUDGE,
    }
)

RIGHTS: dict[Role, frozenset[Right]] = {
    Role.AGENT: _AGENT,
    Role.LEAD: _AGENT
    | {
        Right.CONFIRM_REFUSAL,
        Right.ASSIGN,
        Right.MERGE,
        Right.IMPORT,
        Right.EXPORT,
        Right.GROUPS,
        Right.PLAYBOOK,
        Right.TRIAGE,
    },
    Role.HANDLER: frozenset(
        {Right.READ_DEPARTMENT, Right.REVEAL, Right.WORK, Right.NOTE, Right.JUDGE}
    ),
    Role.INSPECTOR: frozenset(
        {Right.READ_ALL, Right.REVEAL, Right.NOTE, Right.EXPORT, Right.TRIAGE}
    ),
    Role.LEGAL: frozenset(
        {Right.READ_ALL, Right.REVEAL, Right.NOTE, Right.CONFIRM_REFUSAL, Right.EXPORT}
    ),
    Role.EXECUTIVE: frozenset({Right.READ_ALL, Right.EXPORT}),
    Role.AUDITOR: frozenset({Right.READ_ALL, Right.REVEAL, Right.AUDIT, Right.EXPORT}),
    Role.ADMIN: frozenset(
        {
            Right.READ_ALL,
            Right.AUDIT,
            Right.ADMINISTER,
            Right.WEBHOOKS,
            Right.GROUPS,
            Right.PLAYBOOK,
            Right.TRIAGE,
            Right.IMPORT,
            Right.EXPORT,
        }
    ),
}


class Scope(models.TextChoices):
    """What an API token may do; a token never has more than its scopes."""

    COMPLAINTS_READ = "complaints:read", _("Read complaints, personal data masked")
    COMPLAINTS_WRITE = "complaints:write", _("Register complaints and act on them")
    PERSONAL_READ = "personal:read", _("Read personal data unmasked")
    WEBHOOKS_MANAGE = "webhooks:manage", _("Manage webhooks")


SCOPE_RIGHTS: dict[Scope, frozenset[Right]] = {
    Scope.COMPLAINTS_READ: frozenset({Right.READ_ALL}),
    Scope.COMPLAINTS_WRITE: frozenset(
        {
            Right.REGISTER,
            Right.WORK,
            Right.NOTE,
            Right.JUDGE,
            Right.CONFIRM_REFUSAL,
            Right.ASSIGN,
            Right.MERGE,
        }
    ),
    Scope.PERSONAL_READ: frozenset({Right.READ_PERSONAL}),
    Scope.WEBHOOKS_MANAGE: frozenset({Right.WEBHOOKS}),
}


SYSTEM = Actor(key="system", name="系统", rights=frozenset(Right))
