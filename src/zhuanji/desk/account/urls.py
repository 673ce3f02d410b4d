from django.urls import path

from zhuanji.desk.account import views

urlpatterns = [
    path("account/", views.account, name="account"),
    path("language/", views.language, name="language"),
    path("theme/", views.theme, name="theme"),
]
