from django.apps import AppConfig


class WorkingHoursConfig(AppConfig):
    name = "zhuanji.working_hours"
