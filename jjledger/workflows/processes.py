"""Work that takes minutes, spread over two processes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Future, as_completed, wait
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, TypeVar

from jjledger.errors import RenderError, Trouble

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

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
    with crew() as hands:
        yield from hands.spread(work, items, place)


class Crew:
    """Processes that go on from one kind of work to the next, so that what takes long to set up is set up once."""

    def __init__(self, ahead: Sequence[str] = ()) -> None:
        """Start with nobody; processes begin with the first work for more than one.

        Args:
            ahead: modules to be imported for the processes from now on, where it is known that there is work for them.
        """
        self._pool = _pool(ahead, begin=True) if ahead else None

    def spread(self, work: Callable[[T], R], items: Sequence[T], place: str) -> Iterator[R]:
        """Do some work on every item, as the function of the same name does; processes begin before the first is asked for.

        Raises:
            RenderError: a process was killed, usually for want of memory.
        """
        if self._pool is None and len(items) >= PROCESSES:
            self._pool = _pool([work.__module__])
        if self._pool is None:
            return map(work, items)
        return _results([self._pool.submit(work, item) for item in items], place)

    def close(self) -> None:
        """Let the processes end; what is still waiting is not done."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)


@contextmanager
def crew(ahead: Sequence[str] = ()) -> Iterator[Crew]:
    """Have processes for as long as the block lasts; `ahead` as for `Crew`."""
    hands = Crew(ahead)
    try:
        yield hands
    finally:
        hands.close()


def _results(begun: Sequence[Future[R]], place: str) -> Iterator[R]:
    try:
        for done in as_completed(begun):
            yield done.result()
    except BrokenExecutor as error:
        raise _killed(place) from error


def stream(work: Callable[[T], R], items: Iterable[T], place: str) -> Iterator[R]:
    """Do some work on items too many to be held at once, on both cores.

    No more items are drawn than the processes have to do, and one more each.

    Args:
        work: a function of a module; items and results can be pickled.
        items: what to work on, drawn up as it is needed.
        place: the command, for an error.

    Yields:
        Results as they are done, in any order.

    Raises:
        RenderError: a process was killed, usually for want of memory.
    """
    pool = _pool([work.__module__])
    if pool is None:
        yield from map(work, items)
        return
    with pool:
        pending: set[Future[R]] = set()
        try:
            for item in items:
                pending.add(pool.submit(work, item))
                if len(pending) >= 2 * PROCESSES:
                    done, pending = wait(pending, return_when=FIRST_COMPLETED)
                    yield from (one.result() for one in done)
            yield from (one.result() for one in as_completed(pending))
        except BrokenExecutor as error:
            raise _killed(place) from error
        finally:
            pool.shutdown(cancel_futures=True)


def _killed(place: str) -> RenderError:
    return RenderError(
        Trouble(place, "生成文件的进程中途被结束了，多半是内存不够。", "请关闭其他程序后重新运行。")
    )


def _pool(modules: Sequence[str], *, begin: bool = False) -> ProcessPoolExecutor | None:
    """Open the processes; None where the machine lets none talk to another, as in some containers.

    Args:
        modules: imported once, not once a process.
        begin: import them now, and not with the first work.
    """
    import multiprocessing  # noqa: PLC0415 -- slow to import, and often there is nothing to do
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 -- see above
    from multiprocessing import forkserver  # noqa: PLC0415 -- see above

    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(modules))
    try:
        if begin:
            forkserver.ensure_running()
        return ProcessPoolExecutor(PROCESSES, mp_context=context)
    except OSError:
        return None
