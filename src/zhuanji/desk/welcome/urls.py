from django.urls import path

from zhuanji.desk.welcome import views

urlpatterns = [path("welcome/<str:secret>/", views.welcome, name="welcome")]
