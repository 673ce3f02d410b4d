"""A PostgreSQL for the tests, started before Django reads its settings.

pytest loads this by `-p`, ahead of pytest-django, which would otherwise read the settings of the
developer's own installation. The cluster is kept between runs and forgets on a power cut, which
makes it fast. DATABASE_URL in the environment names another server instead.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from zhuanji.operations import embedded_postgres, translations

ROOT = Path(__file__).resolve().parents[1]
CLUSTER = ROOT / "var/test-postgres"
FAST = {
    **embedded_postgres.SETTINGS,
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "200",
}
STARTED = pytest.StashKey[embedded_postgres.Cluster]()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Iterator[None]:
    """Give every process of the run a folder of its own and all of them one cluster."""
    _furnish(ROOT / "var/test" / os.environ.get("PYTEST_XDIST_WORKER", "main"))
    if _is_first_process():
        translations.compile_changed()
        if not os.environ.get("DATABASE_URL"):
            cluster = embedded_postgres.start(CLUSTER, database="zhuanji", settings=FAST)
            early_config.stash[STARTED] = cluster
    return (yield)


def pytest_unconfigure(config: pytest.Config) -> None:
    if cluster := config.stash.get(STARTED, None):
        cluster.stop()


def _is_first_process() -> bool:
    return "PYTEST_XDIST_WORKER" not in os.environ


def _furnish(var: Path) -> None:
    shutil.rmtree(var, ignore_errors=True)
    var.mkdir(parents=True)
    (var / "postgres").symlink_to(CLUSTER)
    os.environ["ZHUANJI_VAR"] = str(var)
    os.environ["ZHUANJI_SECRET_KEY"] = "the tests' own"
    # The browser's driver keeps an event loop in the main thread, beside the tests' queries.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
