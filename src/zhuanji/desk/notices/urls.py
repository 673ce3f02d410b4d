from django.urls import path

from zhuanji.desk.notices import views

urlpatterns = [
    path("notices/", views.notices, name="notices"),
    path("notices/bell/", views.bell, name="notices_bell"),
    path("notices/drawer/", views.drawer, name="notices_drawer"),
    path("notices/seen/", views.all_seen, name="notices_seen"),
    path("notices/<int:pk>/", views.open_notice, name="notice"),
]
