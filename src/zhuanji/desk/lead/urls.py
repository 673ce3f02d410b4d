from django.urls import path

from zhuanji.desk.lead import views

urlpatterns = [
    path("lead/", views.lead, name="lead"),
    path("lead/clock/", views.clock, name="lead_clock"),
    path("lead/escalations/<int:escalation_id>/noted/", views.noted, name="lead_noted"),
]
