from django.urls import path

from zhuanji.desk.webhooks import views

_ALL = "admin/webhooks/"
_ONE = f"{_ALL}<int:pk>/"

urlpatterns = [
    path(_ALL, views.webhooks, name="webhooks"),
    path(_ONE, views.webhook, name="webhook"),
    path(f"{_ONE}switch/", views.switch, name="webhook_switch"),
    path(f"{_ONE}test/", views.test, name="webhook_test"),
    path(f"{_ONE}secret/", views.rotate, name="webhook_rotate"),
    path(f"{_ONE}delete/", views.delete, name="webhook_delete"),
    path(f"{_ONE}replay/", views.replay_all, name="webhook_replay_all"),
    path(f"{_ONE}replay/<int:delivery>/", views.replay, name="webhook_replay"),
]
