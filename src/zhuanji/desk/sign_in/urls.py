from django.contrib.auth.views import LogoutView
from django.urls import path

from zhuanji.desk.sign_in.views import SignIn

urlpatterns = [
    path("sign-in/", SignIn.as_view(), name="sign_in"),
    path("sign-out/", LogoutView.as_view(next_page="desk:sign_in"), name="sign_out"),
]
