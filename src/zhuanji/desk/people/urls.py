from django.urls import path

from zhuanji.desk.people import departments, person, roles, views

_ONE = "admin/people/<int:pk>/"

urlpatterns = [
    path("admin/", views.people, name="people"),
    path("admin/people/", views.listed, name="people_listed"),
    path("admin/people/add/", views.add, name="person_add"),
    path(_ONE, person.person, name="person"),
    path(f"{_ONE}invite/", person.invite, name="person_invite"),
    path(f"{_ONE}close/", person.close, name="person_close"),
    path(f"{_ONE}open/", person.reopen, name="person_open"),
    path("admin/departments/", departments.departments, name="departments"),
    path("admin/departments/<int:pk>/", departments.change, name="department"),
    path("admin/roles/", roles.roles, name="roles"),
    path("admin/roles/table/", roles.table, name="roles_table"),
]
