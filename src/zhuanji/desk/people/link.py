"""A one-time link, shown to the administrator who made it and to nobody again."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from zhuanji.staff.actions.invitations import LIFE
from zhuanji.staff.models import User
from zhuanji.staff.requests import SignedInRequest


def show_link(request: SignedInRequest, user: User, secret: str) -> HttpResponse:
    """The address comes from the settings, never from what the request calls this server."""
    context = {
        "user": user,
        "link": f"{settings.PUBLIC_URL}{reverse('desk:welcome', args=[secret])}",
        "minutes": LIFE.seconds // 60,
    }
    response = render(request, "desk/people/link.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response
