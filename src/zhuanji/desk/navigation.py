"""The desk's doors, as data: what they are called, whose they are, which key opens them."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zhuanji.kernel.actors import Actor
from zhuanji.language.pinyin import first_letters
from zhuanji.staff.roles import Right


@dataclass(frozen=True)
class Item:
    """One door. Anybody with one of `rights` may use it; without any it is everybody's."""

    view: str
    label: str | Promise
    icon: str
    key: str
    rights: frozenset[Right] = frozenset()
    on_phone: bool = True  # in the bottom bar; the others stand behind "More"
    but: frozenset[Right] = frozenset()  # whoever has one of these: the other way round

    def is_on_phone_of(self, actor: Actor) -> bool:
        """Whether one finds it in the bottom bar of a phone."""
        return self.on_phone is not bool(self.but & actor.rights)


@dataclass(frozen=True)
class Door:
    """An item as one person sees it on one page."""

    item: Item
    url: str
    is_here: bool
    on_phone: bool = True

    @property
    def typed(self) -> str:
        """What else people type for it in the command bar: 受理池 is also slc."""
        return first_letters(str(self.item.label))


HOME = "desk:today"  # every address of the desk begins with its own
_OF_DEPARTMENT, _LEADS = frozenset({Right.READ_DEPARTMENT}), frozenset({Right.ASSIGN})
ITEMS = (
    Item(HOME, _("Today"), "sun", "1"),
    Item("desk:complaints", _("Queue"), "inbox", "2"),
    Item("desk:board", _("Board"), "layout-kanban", "b", on_phone=False),
    Item("desk:tasks", _("Tasks"), "subtask", "t", on_phone=False, but=_OF_DEPARTMENT),
    Item("desk:lead", _("Team"), "users-group", "l", _LEADS, on_phone=False, but=_LEADS),
    Item("desk:register", _("Register"), "square-rounded-plus", "3", frozenset({Right.REGISTER})),
    Item("desk:customers", _("Customers"), "users", "4", but=_OF_DEPARTMENT | _LEADS),
    Item(
        "desk:exchange",
        _("Import and export"),
        "table-import",
        "5",
        frozenset({Right.IMPORT, Right.EXPORT}),
        on_phone=False,
    ),
    Item("desk:playbook", _("Playbook"), "book-2", "6", on_phone=False),
    Item(
        "desk:quality",
        _("Triage quality"),
        "school",
        "7",
        frozenset({Right.TRIAGE}),
        on_phone=False,
    ),
    Item("desk:audit", _("Audit"), "history", "8", frozenset({Right.AUDIT}), on_phone=False),
    Item("desk:people", _("Admin"), "settings", "9", frozenset({Right.ADMINISTER}), on_phone=False),
)
_ADMINISTERS = frozenset({Right.ADMINISTER})
ADMIN_TABS = (  # the rooms behind the door "Admin"; their addresses begin with its own
    Item("desk:people", _("People"), "users", "", _ADMINISTERS),
    Item("desk:departments", _("Departments"), "building", "", _ADMINISTERS),
    Item("desk:team", _("Skills and absences"), "user-star", "", _ADMINISTERS),
    Item("desk:roles", _("Roles and rights"), "shield-check", "", _ADMINISTERS),
    Item("desk:tokens", _("API tokens"), "key", "", _ADMINISTERS),
    Item("desk:webhooks", _("Webhooks"), "webhook", "", frozenset({Right.WEBHOOKS})),
    Item("desk:working_time", _("Working time"), "calendar-time", ""),
)


def doors_for(actor: Actor, path: str) -> list[Door]:
    """The doors this person may use; the one that leads to `path` most closely is_here."""
    return _doors(ITEMS, actor, path)


def admin_tabs(actor: Actor, path: str) -> list[Door]:
    """The administrator's rooms that this installation has."""
    return _doors(ADMIN_TABS, actor, path)


def _doors(items: tuple[Item, ...], actor: Actor, path: str) -> list[Door]:
    open_to_them = [
        (item, url)
        for item in items
        if (not item.rights or item.rights & actor.rights) and (url := url_if_there(item.view))
    ]
    around = [url for _item, url in open_to_them if path.startswith(url)]
    closest = max(around, key=len, default="")
    here = closest if closest != url_if_there(HOME) or path == closest else ""
    return [
        Door(item, url, is_here=url == here, on_phone=item.is_on_phone_of(actor))
        for item, url in open_to_them
    ]


def url_if_there(view: str) -> str:
    """The address of a page without arguments, or "" when this installation has none."""
    try:
        return reverse(view)
    except NoReverseMatch:
        return ""
