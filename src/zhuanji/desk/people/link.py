"""A one-time link, shown to the administrator who made it and to nobody again."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from zhuanji.staff.actions.invitations import LIFE
from zhuanji.staff.models import User
from zhuanji.staff.requests import SignedInRequest


def address_of(secret: str) -> str:
    """The address comes from the settings, never from what a request calls this server."""
    return f"{settings.PUBLIC_URL}{reverse('desk:welcome', args=[secret])}"


def show_link(request: SignedInRequest, user: User, secret: str) -> HttpResponse:
    """Nothing on the way keeps it."""
    context = {
        "user": user,
        "link": address_of(secret),
        "minutes": LIFE.seconds // 60,
    }
    response = render(request, "desk/people/link.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response
