from django.urls import path

from zhuanji.desk.customers import editing, listing, merging, profile

_ONE = "customers/<int:pk>/"

urlpatterns = [
    path("customers/", listing.customers, name="customers"),
    path("customers/suggested/", listing.suggested, name="customers_suggested"),
    path("customers/add/", editing.add, name="customer_add"),
    path(_ONE, profile.customer, name="customer"),
    path(f"{_ONE}reveal/", profile.reveal, name="customer_reveal"),
    path(f"{_ONE}edit/", editing.edit, name="customer_edit"),
    path(f"{_ONE}contacts/", editing.add_contact, name="customer_contact_add"),
    path(f"{_ONE}contacts/restore/", editing.restore_contact, name="customer_contact_restore"),
    path(
        f"{_ONE}contacts/<int:contact_id>/remove/",
        editing.remove_contact,
        name="customer_contact_remove",
    ),
    path(f"{_ONE}merge/", merging.find_other, name="customer_merge_find"),
    path(f"{_ONE}merge/<int:other_pk>/", merging.merge, name="customer_merge"),
    path(f"{_ONE}merges/<int:merge_id>/undo/", merging.unmerge, name="customer_unmerge"),
]
