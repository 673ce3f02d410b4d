from django.urls import path

from zhuanji.desk.tasks import asking, views

urlpatterns = [
    path("tasks/", views.tasks, name="tasks"),
    path("tasks/<int:pk>/", views.task, name="task"),
    path("tasks/<int:pk>/reveal/", views.reveal, name="task_reveal"),
    path("tasks/<int:pk>/<slug:what>/", views.act, name="task_act"),
    path("complaints/<str:number>/tasks/ask/", asking.ask, name="task_ask"),
]
