from django.urls import path

from zhuanji.desk.notices import groups, views, ways

urlpatterns = [
    path("notices/", views.notices, name="notices"),
    path("notices/bell/", views.bell, name="notices_bell"),
    path("notices/drawer/", views.drawer, name="notices_drawer"),
    path("notices/seen/", views.all_seen, name="notices_seen"),
    path("notices/<int:pk>/", views.open_notice, name="notice"),
    path("notices/settings/", ways.settings, name="notices_settings"),
    path("notices/settings/<slug:way>/", ways.robot, name="notices_robot"),
    path("notices/ways/<int:pk>/test/", ways.test, name="channel_test"),
    path("notices/ways/<int:pk>/switch/", ways.switch, name="channel_switch"),
    path("notices/ways/<int:pk>/delete/", ways.delete, name="channel_delete"),
    path("notices/teams/", groups.groups, name="groups"),
    path("notices/teams/<int:pk>/", groups.group, name="group"),
]
