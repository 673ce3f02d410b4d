"""Looking up customers and what they bought; who works here."""

from django.utils import timezone
from ninja import Router, Status

from zhuanji.api import schemas, showing
from zhuanji.api.authentication import Machine
from zhuanji.api.responses import refusals
from zhuanji.customers.actions import add_purchase
from zhuanji.customers.policies import may_read_personal, require_may_read
from zhuanji.customers.queries import get_customer, seen_customers, suggest_customers
from zhuanji.staff.queries import departments, people_who_can
from zhuanji.staff.roles import Right

router = Router()


@router.get(
    "/customers", tags=["customers"], response={200: list[schemas.Contact], **refusals(403)}
)
def find_customers(request: Machine, phone: str = "", search: str = "") -> list[schemas.Contact]:
    """Find up to eight customers by phone, or by e-mail, order number or name."""
    require_may_read(request.actor)
    found = suggest_customers((phone or search)[:100])
    clear = may_read_personal(request.actor)
    return [showing.contact(seen) for seen in seen_customers(found, clear=clear)]


@router.post(
    "/customers/{pk}/purchases",
    tags=["customers"],
    response={201: schemas.Purchased, **refusals(403, 404, 422)},
)
def add_customer_purchase(
    request: Machine, pk: int, given: schemas.PurchaseGiven
) -> Status[schemas.Purchased]:
    """Note an order, so that whoever gives its number is recognised; twice is once."""
    purchase = add_purchase(
        by=request.actor, at=timezone.now(), customer=get_customer(pk), **given.model_dump()
    )
    words = {name: getattr(purchase, name) for name in schemas.PurchaseGiven.model_fields}
    return Status(201, schemas.Purchased(**words, customer=purchase.customer_id))


@router.get("/departments", tags=["staff"], response={200: list[schemas.Place], **refusals(403)})
def list_departments(request: Machine) -> list[schemas.Place]:
    """The departments complaints can be assigned to."""
    require_may_read(request.actor)
    return [place for place in map(showing.place, departments()) if place]


@router.get("/people", tags=["staff"], response={200: list[schemas.Person], **refusals(403)})
def list_people(request: Machine) -> list[schemas.Person]:
    """The members of staff complaints can be assigned to."""
    require_may_read(request.actor)
    return [person for person in map(showing.person, people_who_can(Right.WORK)) if person]
