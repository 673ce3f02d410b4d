from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "zhuanji.api"
