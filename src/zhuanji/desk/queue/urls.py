from django.urls import path

from zhuanji.desk.queue import views

urlpatterns = [
    path("complaints/", views.complaints, name="complaints"),
    path("complaints/views/", views.keep_view, name="view_keep"),
    path("complaints/views/<int:view_id>/delete/", views.drop_view, name="view_drop"),
]
