from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zhuanji.staff.requests import SignedInRequest


@login_required
@require_safe
def today(request: SignedInRequest) -> HttpResponse:
    return render(request, "desk/today/today.html")
