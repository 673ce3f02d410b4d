from django.urls import path

from zhuanji.desk.tokens import views

urlpatterns = [
    path("admin/tokens/", views.tokens, name="tokens"),
    path("admin/tokens/<int:pk>/revoke/", views.revoke, name="token_revoke"),
    path("admin/tokens/<int:pk>/limit/", views.limit, name="token_limit"),
]
