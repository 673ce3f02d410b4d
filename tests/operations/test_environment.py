"""Settings that cannot be used are named, each with an example, before anything begins."""

import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from zhuanji.operations import ports
from zhuanji.operations.environment import mistake_about_folder, mistakes

WRONG = {
    "DATABASE_URL": ["junk", "mysql://x/y", "postgres://", "postgres://h:99999/x", "sqlite:///a"],
    "ZHUANJI_URL": ["nohost", "https://", "ftp://x"],
    "ZHUANJI_HOSTS": ["a b", "x,,!!"],
    "ZHUANJI_EMAIL": ["junk", "smtp://", "smtp://h:port"],
    "ZHUANJI_FROM": ["nobody"],
    "ZHUANJI_API_RATE": ["abc", "0/minute", "-1/minute", "5/xyz"],
    "ZHUANJI_WEBHOOK_PRIVATE": ["10.0.0.0/99,!!", "10.0.0.999", "a b"],
    "ZHUANJI_TRUSTED_PROXIES": ["x y", "-1", "10.0.0.0/99"],
    "ZHUANJI_THREADS": ["0", "-1", "four", "65", "１"],
    "ZHUANJI_TIME_ZONE": ["Beijing"],
    "ZHUANJI_LOG_LEVEL": ["LOUD"],
    "ZHUANJI_HTTPS": ["yes"],
    "ZHUANJI_DEBUG": ["true"],
    "ZHUANJI_ALLOW_FORGETFUL_DATABASE": ["y"],
}
RIGHT = {
    "DATABASE_URL": ["postgres://u:p@h:5432/x", "postgresql:///x?host=/run/postgresql"],
    "ZHUANJI_URL": ["http://localhost:8000", "https://投诉.example/base"],
    "ZHUANJI_HOSTS": ["localhost,127.0.0.1,[::1]", "*", ".example.com"],
    "ZHUANJI_EMAIL": ["file", "console", "smtp://u:p@h:25", "smtps://h", "smtp+tls://h:587"],
    "ZHUANJI_FROM": ["Zhuanji <no-reply@localhost>"],
    "ZHUANJI_API_RATE": ["60000/minute", "10 per second"],
    "ZHUANJI_WEBHOOK_PRIVATE": ["erp.intern, 10.1.0.0/16", "127.0.0.1", "fd00::/8"],
    "ZHUANJI_TRUSTED_PROXIES": ["2", "10.0.0.0/8, 192.0.2.7", "::1"],
    "ZHUANJI_THREADS": ["1", "64"],
    "ZHUANJI_TIME_ZONE": ["Asia/Shanghai"],
    "ZHUANJI_LOG_LEVEL": ["INFO"],
    "ZHUANJI_HTTPS": ["1", "0", ""],
}


@pytest.mark.parametrize(("name", "value"), [(n, v) for n, many in WRONG.items() for v in many])
def test_what_cannot_be_used_is_named_with_an_example(name: str, value: str) -> None:
    (sentence,) = mistakes({name: value})
    assert sentence.startswith(f"{name}={value} cannot be used: ")
    assert re.search(r"for example \S|write 1", sentence)


@pytest.mark.parametrize(("name", "value"), [(n, v) for n, many in RIGHT.items() for v in many])
def test_what_can_be_used_is_not_complained_about(name: str, value: str) -> None:
    assert mistakes({name: value}) == []


def test_every_mistake_is_named_at_once() -> None:
    assert len(mistakes({name: values[0] for name, values in WRONG.items()})) == len(WRONG)


def test_a_password_is_never_repeated() -> None:
    (sentence,) = mistakes({"DATABASE_URL": "mysql://root:geheim@h/x"})
    assert ("geheim" in sentence, "mysql://…@h/x" in sentence) == (False, True)


def test_a_folder_that_cannot_hold_the_data_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for wrong in (
        tmp_path / "file",
        tmp_path / "file" / "below",
        Path("/proc/x"),
        Path("/dev/null"),
    ):
        assert str(wrong) in mistake_about_folder({"ZHUANJI_VAR": str(wrong)})
    missing = {"ZHUANJI_VAR": str(tmp_path / "new" / "var")}
    assert "no folder is there" in mistake_about_folder(missing, make=False)
    assert not (tmp_path / "new").exists()
    assert mistake_about_folder(missing) == ""
    assert (tmp_path / "new" / "var").is_dir()


def test_a_port_in_use_and_an_address_of_others_are_refused() -> None:
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(ports.CannotStart, match=f"127.0.0.1:{port} cannot be served"):
            ports.require_free("127.0.0.1", port)
    with pytest.raises(ports.CannotStart, match="an address of this machine"):
        ports.require_free("1.2.3.4", port)
    with pytest.raises(ports.CannotStart, match="an address of this machine"):
        ports.require_free("no.such.host.invalid", port)


def run(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "zhuanji.cli", *words],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.mark.parametrize("words", [("check",), ("up",), ("serve",), ("worker",), ("token", "list")])
def test_every_command_names_what_is_wrong(words: tuple[str, ...], tmp_path: Path) -> None:
    wrong = {"ZHUANJI_THREADS": "0", "DATABASE_URL": "mysql://x/y", "ZHUANJI_VAR": str(tmp_path)}
    answer = run(*words, **wrong)
    assert (answer.returncode, answer.stdout) == (1, "")
    assert "ZHUANJI_THREADS=0 cannot be used" in answer.stderr
    assert "DATABASE_URL=mysql://x/y cannot be used" in answer.stderr
    assert "Traceback" not in answer.stderr


@pytest.mark.parametrize("words", [("worker",), ("serve", "--port=1"), ("token", "list")])
def test_a_database_that_does_not_answer_ends_the_command_in_a_sentence(
    words: tuple[str, ...], tmp_path: Path
) -> None:
    nowhere = "postgres://u:p@127.0.0.1:1/x"
    answer = run(*words, DATABASE_URL=nowhere, ZHUANJI_VAR=str(tmp_path))
    assert answer.returncode == 1
    assert answer.stderr.startswith("Error: The database of DATABASE_URL does not answer: ")
    assert "Traceback" not in answer.stderr


def test_a_folder_that_is_none_ends_the_command_in_a_sentence() -> None:
    answer = run("token", "list", ZHUANJI_VAR="/dev/null")
    assert (answer.returncode, "Traceback" in answer.stderr) == (1, False)
    assert answer.stderr.startswith("Error: ZHUANJI_VAR: /dev/null cannot be the folder")


def test_health_makes_nothing(tmp_path: Path) -> None:
    nowhere = tmp_path / "nodir" / "x"
    answer = run("health", ZHUANJI_VAR=str(nowhere))
    assert (answer.returncode, str(nowhere) in answer.stdout) == (1, True)
    empty = run("health", ZHUANJI_VAR=str(tmp_path))
    assert (empty.returncode, list(tmp_path.iterdir())) == (1, [])
