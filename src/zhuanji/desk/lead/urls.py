from django.urls import path

from zhuanji.desk.lead import views
from zhuanji.desk.today import noting

urlpatterns = [
    path("lead/", views.lead, name="lead"),
    path("lead/clock/", views.clock, name="lead_clock"),
    path("lead/escalations/<int:escalation_id>/noted/", noting.noted, name="lead_noted"),
    path("lead/escalations/noted/", noting.all_noted, name="lead_all_noted"),
]
