"""What complaints are about: the tree of the playbook in use."""

from ninja import Router
from pydantic import BaseModel, Field

from zhuanji.api.authentication import Machine
from zhuanji.api.responses import refusals
from zhuanji.customers.policies import require_may_read
from zhuanji.playbooks.queries import Category, playbook_in_use

router = Router(tags=["complaints"])


class CategoryShown(BaseModel):
    key: str = Field(examples=["quality.leak"])
    parent: str = Field(description="The key above it; empty on the first level.")
    name: str = Field(description="In English.")
    name_zh: str
    department: str = Field(description="Code of the department that answers for it; may be empty.")
    grade_floor: str = Field(description="The grade its complaints have at least; may be empty.")
    active: bool = Field(description="Whether a complaint may get it now; retired ones are false.")


class Categories(BaseModel):
    version: int = Field(description="Of the playbook; 0 is the one that is shipped.")
    categories: list[CategoryShown]


@router.get("", response={200: Categories, **refusals(403)})
def list_categories(request: Machine) -> Categories:
    """Every category of the playbook in use, a parent before its children."""
    require_may_read(request.actor)
    playbook = playbook_in_use()
    shown = [_shown(one, playbook.offered_keys) for one in playbook.categories.values()]
    return Categories(version=playbook.version, categories=shown)


def _shown(one: Category, offered: frozenset[str]) -> CategoryShown:
    return CategoryShown(
        key=one.key,
        parent=one.parent,
        name=one.name,
        name_zh=one.name_zh,
        department=one.department_code or "",
        grade_floor=one.grade_floor,
        active=one.key in offered,
    )
