"""Everything that can be done to people, departments, their views and machines' keys."""

from zhuanji.staff.actions.departments import add_department, change_department
from zhuanji.staff.actions.invitations import InvitationOver, invite_user, use_invitation
from zhuanji.staff.actions.own import (
    change_own_password,
    choose_columns,
    choose_language,
    delete_view,
    note_sign_in,
    save_view,
)
from zhuanji.staff.actions.people import (
    LastAdministrator,
    add_user,
    change_user,
    deactivate_user,
    reactivate_user,
)
from zhuanji.staff.actions.tokens import create_token, limit_token, note_token_use, revoke_token

__all__ = [
    "InvitationOver",
    "LastAdministrator",
    "add_department",
    "add_user",
    "change_department",
    "change_own_password",
    "change_user",
    "choose_columns",
    "choose_language",
    "create_token",
    "deactivate_user",
    "delete_view",
    "invite_user",
    "limit_token",
    "note_sign_in",
    "note_token_use",
    "reactivate_user",
    "revoke_token",
    "save_view",
    "use_invitation",
]
