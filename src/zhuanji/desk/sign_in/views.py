from http import HTTPStatus

from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from zhuanji.desk.account.language import remember_language_of
from zhuanji.desk.sign_in import tries
from zhuanji.desk.sign_in.forms import SignInForm
from zhuanji.staff.actions import note_sign_in
from zhuanji.staff.models import User


class SignIn(LoginView):
    """Name and password; afterwards back to where the person wanted to go."""

    template_name = "desk/sign_in/sign_in.html"
    form_class = SignInForm

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        wait = tries.take_try(*self._who())
        if wait:
            return self._pause(wait)
        return super().post(request, *args, **kwargs)

    def get_context_data(self, **more: object) -> dict[str, object]:
        return super().get_context_data(nobody_yet=not User.objects.exists(), **more)

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        response = super().form_valid(form)
        user = form.get_user()
        note_sign_in(by=user, at=timezone.now())
        return remember_language_of(user, self.request, response)

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        response = super().form_invalid(form)
        response.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
        return response

    def _who(self) -> tuple[str, str]:
        return self.request.META.get("REMOTE_ADDR", ""), self.request.POST.get("username", "")

    def _pause(self, seconds: int) -> HttpResponse:
        words = _("Too many attempts. Wait %(seconds)s seconds, then try again.")
        form = self.form_class(initial={"username": self.request.POST.get("username", "")})
        context = self.get_context_data(form=form, pause=words % {"seconds": seconds})
        response = self.render_to_response(context, status=HTTPStatus.TOO_MANY_REQUESTS)
        response.headers["Retry-After"] = str(seconds)
        return response
