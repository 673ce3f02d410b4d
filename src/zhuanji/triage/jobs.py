from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from zhuanji.triage import running


@app.task(
    name="triage.train_model",
    queue="learning",
    lock="learning",
    retry=RetryStrategy(max_attempts=3, exponential_wait=4, wait=30),
)
def train_model(*, head: str) -> None:
    running.train_model(head)
