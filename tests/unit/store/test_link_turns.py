"""How links of households stand: changed, closed, and never reset by a damaged file."""

import stat
from datetime import date
from pathlib import Path

import pytest

from jjledger.errors import StoreError
from jjledger.store.link_turns import LINKS, Turn, change_link, close_link, read_turns
from jjledger.store.system import RealSystem

SYSTEM = RealSystem()
DAY = date(2026, 3, 1)


def test_a_link_that_nobody_changed_is_not_there(tmp_path: Path) -> None:
    assert read_turns(tmp_path, SYSTEM) == {}


def test_each_change_counts_and_opens_again_what_was_closed(tmp_path: Path) -> None:
    assert change_link(tmp_path, "1-102", SYSTEM) == Turn(1)
    assert close_link(tmp_path, "1-101", DAY, SYSTEM) == Turn(0, DAY)
    assert close_link(tmp_path, "1-102", DAY, SYSTEM) == Turn(1, DAY)
    assert (tmp_path / LINKS).read_text() == "household,turn,closed\n1-101,0,2026-03-01\n1-102,1,2026-03-01\n"
    assert change_link(tmp_path, "1-102", SYSTEM) == Turn(2)
    assert read_turns(tmp_path, SYSTEM) == {"1-101": Turn(0, DAY), "1-102": Turn(2)}
    assert stat.S_IMODE((tmp_path / LINKS).stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "text",
    ["", "household,turn\n", "household,turn,closed\n1-101,x,\n", "household,turn,closed\n1-101,1\n", "\xff"],
)
def test_a_damaged_file_is_refused_and_nothing_is_changed(tmp_path: Path, text: str) -> None:
    (tmp_path / LINKS).parent.mkdir(parents=True)
    (tmp_path / LINKS).write_bytes(text.encode("latin-1"))
    with pytest.raises(StoreError, match="旧链接又能打开"):
        change_link(tmp_path, "1-101", SYSTEM)
    assert (tmp_path / LINKS).read_bytes() == text.encode("latin-1")
