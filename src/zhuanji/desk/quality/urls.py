from django.urls import path

from zhuanji.desk.quality import choosing, sample, views

urlpatterns = [
    path("triage/", views.quality, name="quality"),
    path("triage/train/", choosing.train, name="quality_train"),
    path("triage/use/", choosing.use, name="quality_use"),
    path("triage/precision/", choosing.precision, name="quality_precision"),
    path("triage/share/", choosing.share, name="quality_share"),
    path("triage/sample/", sample.sample, name="quality_sample"),
    path("triage/sample/<int:key>/", sample.review, name="quality_review"),
]
