"""What a complaint is found by."""

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from zhuanji.complaints.models.complaint import Complaint


class SearchEntry(models.Model):
    """All the words of one complaint, folded, and the n-grams that find them (language/ngrams)."""

    complaint = models.OneToOneField(
        Complaint, on_delete=models.CASCADE, primary_key=True, related_name="search"
    )
    text = models.TextField()
    tokens = SearchVectorField()

    class Meta:
        indexes: ClassVar = [GinIndex(fields=["tokens"], name="search_tokens")]

    def __str__(self) -> str:
        return f"SearchEntry #{self.pk}"
