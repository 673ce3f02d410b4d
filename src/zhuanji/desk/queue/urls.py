from django.urls import path

from zhuanji.desk.queue import bulk, views

urlpatterns = [
    path("complaints/", views.complaints, name="complaints"),
    path("complaints/views/", views.keep_view, name="view_keep"),
    path("complaints/views/<int:view_id>/delete/", views.drop_view, name="view_drop"),
    path("complaints/views/columns/", views.keep_columns, name="columns_keep"),
    path("bulk/", bulk.ask, name="bulk"),
    path("bulk/change/", bulk.change, name="bulk_change"),
    path("bulk/<int:change_id>/undo/", bulk.undo, name="bulk_undo"),
]
