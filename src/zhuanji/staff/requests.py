from django.http import HttpRequest

from zhuanji.staff.models import User


class SignedInRequest(HttpRequest):
    """A request that passed `login_required`: its user is one of our own."""

    user: User
