from django.urls import path

from zhuanji.desk.quality import views

urlpatterns = [
    path("triage/", views.quality, name="quality"),
    path("triage/train/", views.train, name="quality_train"),
    path("triage/use/", views.use, name="quality_use"),
    path("triage/precision/", views.precision, name="quality_precision"),
]
