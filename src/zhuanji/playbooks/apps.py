from django.apps import AppConfig


class PlaybooksConfig(AppConfig):
    name = "zhuanji.playbooks"
