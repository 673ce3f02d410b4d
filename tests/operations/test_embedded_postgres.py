"""The embedded server starts, is shared, and comes back whole, whoever is killed."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from zhuanji.operations import embedded_postgres
from zhuanji.operations.embedded_postgres import Cluster, EmbeddedPostgresFailed, is_serving

STARTER = """
import sys
from pathlib import Path
from zhuanji.operations import embedded_postgres
cluster = embedded_postgres.start(Path(sys.argv[1]), database="zhuanji")
print("started" if cluster.process else "attached", flush=True)
sys.stdin.read()
cluster.stop()
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder that the tests of this module hand on; none needs it empty."""
    return tmp_path_factory.mktemp("pg") / "postgres"


@pytest.fixture
def cluster(folder: Path) -> Iterator[Cluster]:
    with embedded_postgres.serving(folder, database="zhuanji") as running:
        yield running


def connect(folder: Path) -> psycopg.Connection:
    return psycopg.connect(host=str(folder), user="postgres", dbname="zhuanji", autocommit=True)


def start_elsewhere(folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", STARTER, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def said(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    return process.stdout.readline().strip()


def wait_until_down(folder: Path) -> None:
    while is_serving(folder):
        time.sleep(0.02)


def test_a_new_folder_gets_a_database_that_only_its_owner_reaches(cluster: Cluster) -> None:
    with connect(cluster.folder) as connection:
        encoding = connection.execute("SHOW server_encoding").fetchone()
        lowered = connection.execute("SELECT lower('ÄÖ転机')").fetchone()

    assert cluster.process is not None
    assert (encoding, lowered) == (("UTF8",), ("äö転机",))
    assert cluster.folder.stat().st_mode & 0o777 == 0o700


def test_who_comes_later_attaches_and_leaves_it_running(cluster: Cluster) -> None:
    guest = embedded_postgres.start(cluster.folder, database="zhuanji")
    guest.stop()

    assert guest.process is None
    assert guest.alive()


def test_of_three_that_start_at_once_one_starts_it(folder: Path) -> None:
    starters = [start_elsewhere(folder) for _ in range(3)]
    answers = sorted(said(starter) for starter in starters)
    for starter in starters:
        starter.communicate()

    assert answers == ["attached", "attached", "started"]
    assert not is_serving(folder)


def test_a_killed_server_comes_back_with_every_commit(folder: Path) -> None:
    killed = embedded_postgres.start(folder, database="zhuanji")
    with connect(folder) as connection:
        connection.execute("CREATE TABLE accepted AS SELECT generate_series(1, 1000) AS number")
    assert killed.process
    killed.process.kill()
    killed.process.wait()

    with (
        embedded_postgres.serving(folder, database="zhuanji"),
        connect(folder) as connection,
    ):
        assert connection.execute("SELECT count(*) FROM accepted").fetchone() == (1000,)
        connection.execute("DROP TABLE accepted")


def test_it_shuts_down_cleanly_when_its_starter_is_killed(folder: Path) -> None:
    starter = start_elsewhere(folder)
    assert said(starter) == "started"
    starter.kill()
    starter.communicate()
    wait_until_down(folder)
    while (folder / "postmaster.pid").exists():
        time.sleep(0.02)

    # Whoever asks whether it is down may be refused after its last word, and stand below it.
    told = [line for line in log_of(folder).splitlines() if "FATAL" not in line]
    assert "database system is shut down" in told[-1]


def test_a_process_number_that_now_belongs_to_another_does_not_stop_it(folder: Path) -> None:
    with embedded_postgres.serving(folder, database="zhuanji"):
        left_behind = (folder / "postmaster.pid").read_text().splitlines()
    left_behind[0] = str(os.getpid())
    (folder / "postmaster.pid").write_text("\n".join(left_behind) + "\n")

    with embedded_postgres.serving(folder, database="zhuanji") as cluster:
        assert cluster.process is not None


def test_a_server_that_cannot_start_says_why(folder: Path) -> None:
    wrong = {"shared_buffers": "plenty"}

    with pytest.raises(EmbeddedPostgresFailed, match='invalid value for parameter "shared_buffers'):
        embedded_postgres.start(folder, database="zhuanji", settings=wrong)


def test_a_path_too_long_for_a_socket_is_named_with_a_way_out(tmp_path: Path) -> None:
    with pytest.raises(EmbeddedPostgresFailed, match="ZHUANJI_VAR"):
        embedded_postgres.start(tmp_path / ("long" * 30), database="zhuanji")


def test_ctrl_c_in_the_terminal_does_not_reach_it(cluster: Cluster) -> None:
    assert cluster.process
    assert os.getpgid(cluster.process.pid) != os.getpgid(0)


def log_of(folder: Path) -> str:
    return folder.with_name("postgres.log").read_text()
