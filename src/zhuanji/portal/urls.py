from django.urls import path

from zhuanji.portal import data, entrance, uploads, views, visits

app_name = "portal"

urlpatterns = [
    path("", visits.front, name="front"),
    path("complain/", visits.complain, name="complain"),
    path("find/", entrance.find, name="find"),
    path("uploads/", uploads.upload, name="upload"),
    path("appearance/", visits.appearance, name="appearance"),
    path("c/<str:number>", views.case, name="case"),
    path("c/<str:number>/receipt", views.receipt, name="receipt"),
    path("c/<str:number>/further", views.further, name="further"),
    path("c/<str:number>/record", data.record, name="record"),
    path("c/<str:number>/data", data.data, name="data"),
    path("c/<str:number>/leave", views.leave, name="leave"),
    path("c/<str:number>/files/<uuid:key>", views.file, name="file"),
    path("c/<str:number>/<str:deed>", views.act, name="act"),
]
