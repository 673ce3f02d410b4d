from django.urls import path

from zhuanji.portal import views, visits

app_name = "portal"

urlpatterns = [
    path("", visits.front, name="front"),
    path("complain/", visits.complain, name="complain"),
    path("find/", visits.find, name="find"),
    path("appearance/", visits.appearance, name="appearance"),
    path("c/<str:number>", views.case, name="case"),
    path("c/<str:number>/receipt", views.receipt, name="receipt"),
    path("c/<str:number>/further", views.further, name="further"),
    path("c/<str:number>/record", views.record, name="record"),
    path("c/<str:number>/leave", views.leave, name="leave"),
    path("c/<str:number>/files/<uuid:key>", views.file, name="file"),
    path("c/<str:number>/<str:deed>", views.act, name="act"),
]
