"""Keeping a complaint findable. Part of every action that changes its words."""

from django.db import connection

from zhuanji.complaints.models import Complaint, Note
from zhuanji.complaints.registration import Registration
from zhuanji.complaints.search_blocks import block_tokens
from zhuanji.complaints.search_text import searchable
from zhuanji.correspondence.models import Message
from zhuanji.customers.models import ContactPoint
from zhuanji.language.ngrams import tokens
from zhuanji.language.phones import parse_phone
from zhuanji.language.pinyin import initials

_UPSERT = """
insert into complaints_searchentry (complaint_id, text, tokens)
values (%s, %s, array_to_tsvector(%s::text[]))
on conflict (complaint_id) do update set text = excluded.text, tokens = excluded.tokens
"""


def index_complaint(complaint: Complaint) -> None:
    """Make every word of the complaint searchable, in the caller's transaction."""
    write_entry(complaint.pk, searchable(complaint, _words_around(complaint)))


def words_given(given: Registration) -> list[str]:
    """What a registration says about the customer, as typed and as a contact point keeps it.

    The name's pinyin initials too: whoever knows how it sounds finds it without an input method.
    """
    who = given.customer
    phone = parse_phone(who.phone) if who.phone else None
    normal = phone.normal if phone else ""
    return [who.name, initials(who.name), who.phone, normal, who.email, who.account]


def write_entry(complaint_id: int, text: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_UPSERT, [complaint_id, text, lexemes(complaint_id, text)])


def lexemes(complaint_id: int, text: str) -> list[str]:
    """What the index holds of an entry: the text's n-grams and the blocks of its id."""
    return sorted(tokens(text)) + block_tokens(complaint_id)


def tsvector(complaint_id: int, text: str) -> str:
    """The same as COPY takes it. Lexemes hold neither quotes nor backslashes: no escapes."""
    return " ".join(f"'{lexeme}'" for lexeme in lexemes(complaint_id, text))


def _words_around(complaint: Complaint) -> list[str]:
    words: list[str] = []
    if customer := complaint.customer:
        files = filter(None, (customer, customer.merged_into))
        names = {file.pk: file.name for file in files}
        words.extend(names.values())
        words.extend(file.initials for file in (customer, customer.merged_into) if file)
        contacts = ContactPoint.objects.filter(customer__in=names)
        words.extend(contacts.values_list("value", flat=True))
    for subject, body in Message.objects.filter(thread=complaint.thread).values_list(
        "subject", "body"
    ):
        words += [subject, body]
    words.extend(Note.objects.filter(complaint=complaint).values_list("body", flat=True))
    return words
