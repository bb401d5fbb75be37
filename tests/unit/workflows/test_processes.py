"""Work spread over two processes: every item once, and a killed process is told in words."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest

from jjledger.errors import RenderError
from jjledger.workflows.processes import spread, stream


def _square(number: int) -> tuple[int, int]:
    return number * number, os.getpid()


def _killed(number: int) -> int:
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def test_every_item_is_done_once_elsewhere() -> None:
    done = list(spread(_square, range(20), "jjledger books"))
    assert sorted(square for square, _ in done) == [number * number for number in range(20)]
    assert os.getpid() not in {process for _, process in done}


def test_one_item_is_done_here() -> None:
    assert list(spread(_square, [7], "jjledger books")) == [(49, os.getpid())]


def test_a_killed_process_is_told_in_words() -> None:
    with pytest.raises(RenderError, match=r"生成文件的进程中途被结束了"):
        list(spread(_killed, range(20), "jjledger books"))


def test_a_stream_draws_no_more_than_is_done_soon() -> None:
    drawn: list[int] = []

    def numbers() -> Iterator[int]:
        for number in range(12):
            drawn.append(number)
            yield number

    found = []
    for square, process in stream(_square, numbers(), "jjledger statement"):
        found.append(square)
        assert len(drawn) <= len(found) + 4
        assert process != os.getpid()
    assert sorted(found) == [number * number for number in range(12)]


def test_a_process_killed_in_a_stream_is_told_in_words() -> None:
    with pytest.raises(RenderError, match=r"生成文件的进程中途被结束了"):
        list(stream(_killed, range(20), "jjledger statement"))
