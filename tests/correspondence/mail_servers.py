"""Mail servers that misbehave, as Django mail backends."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class Unreachable(BaseEmailBackend):
    """Nobody answers."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        raise ConnectionRefusedError(f"{len(email_messages)} letter(s) refused")
