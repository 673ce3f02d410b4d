from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from zhuanji.correspondence import actions
from zhuanji.correspondence.models import Message

# 30 s and 3, 9, 27 … seconds: ten tries over about a day.
_RETRY = RetryStrategy(max_attempts=actions.MAX_ATTEMPTS, exponential_wait=3, wait=30)


@app.task(name="correspondence.deliver_message", queue="mail", retry=_RETRY)
def deliver_message(*, message_id: int) -> None:
    message = Message.objects.prefetch_related("attachments").get(pk=message_id)
    actions.deliver_message(message=message, at=timezone.now())
