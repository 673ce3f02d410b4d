"""E5: of many guesses at once no more than ten get through."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from zhuanji.desk.sign_in.tries import take_try

AT_ONCE = 50


def test_two_hundred_guesses_at_once_are_ten() -> None:
    together = Barrier(AT_ONCE)

    def guess(_number: int) -> int:
        together.wait(20)
        return take_try("203.0.113.5", "lin")

    with ThreadPoolExecutor(AT_ONCE) as crowd:
        waits = list(crowd.map(guess, range(4 * AT_ONCE)))

    assert len([wait for wait in waits if wait == 0]) == 10


def test_many_names_from_one_address_are_a_hundred() -> None:
    waits = [take_try("203.0.113.6", f"name{number}") for number in range(150)]

    assert len([wait for wait in waits if wait == 0]) == 100
