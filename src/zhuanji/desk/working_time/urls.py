from django.urls import path

from zhuanji.desk.working_time import changing, notice, reading

_ALL = "working-time/"

urlpatterns = [
    path(_ALL, reading.year, name="working_time"),
    path(f"{_ALL}reckon/", reading.reckon, name="working_time_reckon"),
    path(f"{_ALL}versions/", reading.versions, name="working_time_versions"),
    path(f"{_ALL}hours/", changing.hours, name="working_time_hours"),
    path(f"{_ALL}days/", changing.days, name="working_time_days"),
    path(f"{_ALL}days/remove/", changing.remove, name="working_time_days_remove"),
    path(f"{_ALL}notice/", notice.notice, name="working_time_notice"),
    path(f"{_ALL}notice/<int:year>/drop/", notice.drop, name="working_time_notice_drop"),
]
