"""Work that takes minutes, spread over two processes."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from typing import Final, TypeVar

from jjledger.errors import RenderError, Trouble

PROCESSES: Final = 2
T = TypeVar("T")
R = TypeVar("R")


def spread(work: Callable[[T], R], items: Sequence[T], place: str) -> Iterator[R]:
    """Do some work on every item, on both cores where there is more than one item.

    Args:
        work: a function of a module; items and results can be pickled.
        items: what to work on.
        place: the command, for an error.

    Yields:
        Results as they are done, in any order.

    Raises:
        RenderError: a process was killed, usually for want of memory.
    """
    pool = _pool(work.__module__) if len(items) >= PROCESSES else None
    if pool is None:
        yield from map(work, items)
        return
    with pool:
        try:
            for done in as_completed([pool.submit(work, item) for item in items]):
                yield done.result()
        except BrokenProcessPool as error:
            raise RenderError(
                Trouble(place, "生成文件的进程中途被结束了，多半是内存不够。", "请关闭其他程序后重新运行。")
            ) from error
        finally:
            pool.shutdown(cancel_futures=True)


def _pool(module: str) -> ProcessPoolExecutor | None:
    """Open the processes; None where the machine lets none talk to another, as in some containers."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([module])  # imported once, not once a process
    try:
        return ProcessPoolExecutor(PROCESSES, mp_context=context)
    except OSError:
        return None
