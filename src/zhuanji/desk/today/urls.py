from django.urls import path

from zhuanji.desk.today import views

urlpatterns = [
    path("", views.today, name="today"),
]
