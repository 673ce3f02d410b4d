from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from zhuanji.channels import running

# A database that was away comes back; the place in the file is kept meanwhile.
_RETRY = RetryStrategy(max_attempts=10, exponential_wait=2, wait=5)


@app.task(name="channels.run_import", queue="exchange", retry=_RETRY)
def run_import(*, import_id: int) -> None:
    running.run_import(import_id)


@app.task(name="channels.run_export", queue="exchange", retry=_RETRY)
def run_export(*, export_id: int) -> None:
    running.run_export(export_id)
