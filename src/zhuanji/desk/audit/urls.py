from django.urls import path

from zhuanji.desk.audit import views

urlpatterns = [
    path("audit/", views.audit, name="audit"),
    path("audit/export/", views.export, name="audit_export"),
    path("audit/verify/", views.verify, name="audit_verify"),
    path("audit/verification/", views.verification, name="audit_verification"),
]
