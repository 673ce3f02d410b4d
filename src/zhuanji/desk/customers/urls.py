from django.urls import path

from zhuanji.desk.customers import listing, profile

_ONE = "customers/<int:pk>/"

urlpatterns = [
    path("customers/", listing.customers, name="customers"),
    path(_ONE, profile.customer, name="customer"),
    path(f"{_ONE}reveal/", profile.reveal, name="customer_reveal"),
]
