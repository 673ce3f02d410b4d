from django.urls import path

from zhuanji.desk.dispatch import absence, distributing, team

_ONE = "team/<int:pk>/"

urlpatterns = [
    path("absence/", absence.mine, name="absence"),
    path("absence/<int:pk>/end/", absence.end, name="absence_end"),
    path("team/", team.team, name="team"),
    path(_ONE, team.member, name="team_member"),
    path(f"{_ONE}skill/", team.skill, name="team_skill"),
    path(f"{_ONE}capacity/", team.capacity, name="team_capacity"),
    path(f"{_ONE}absence/", team.absence, name="team_absence"),
    path("distribute/", distributing.ask, name="distribute"),
    path("distribute/done/", distributing.carry_out, name="distribute_done"),
]
