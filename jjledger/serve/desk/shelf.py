"""The communities of a district that an accountant has open, those asked for last in memory."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Lock
from typing import Final

from jjledger.serve.desk.held import Held
from jjledger.store.system import System

_CAPACITY: Final = 16  # Favas in memory; each holds its whole book


class Shelf:
    """All communities, by code; Fava stays in memory only for those asked for last."""

    def __init__(
        self, folders: Sequence[Path], system: System, capacity: int = _CAPACITY, site: Path | None = None
    ) -> None:
        """Set the communities up; nothing is loaded yet.

        Args:
            folders: theirs, in the order of the district.
            system: the machine.
            capacity: how many stay in memory.
            site: where what is out stands; None: nobody said.
        """
        opened = [Held(folder.resolve(), system, site) for folder in folders]
        self._all = {held.code: held for held in opened}
        self._latest: OrderedDict[str, None] = OrderedDict()
        self._capacity = capacity
        self._lock = Lock()

    def __len__(self) -> int:
        """Count the communities."""
        return len(self._all)

    def __iter__(self) -> Iterator[Held]:
        """List the communities in the order of the district."""
        return iter(self._all.values())

    def get(self, code: str) -> Held | None:
        """Take a community down; the one that nobody has asked for longest goes out of memory."""
        held = self._all.get(code)
        if held is None:
            return None
        with self._lock:
            self._latest[code] = None
            self._latest.move_to_end(code)
            if len(self._latest) > self._capacity:
                oldest, _ = self._latest.popitem(last=False)
                self._all[oldest].release()
        return held
