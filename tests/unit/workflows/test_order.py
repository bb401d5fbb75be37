"""What a publication of some ledgers means."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from jjledger.errors import LedgerNotFoundError, PeriodError
from jjledger.period import parse_period
from jjledger.workflows.order import order_of

LEDGERS = Path(__file__).parents[3] / "ledgers"
TODAY = date(2026, 1, 31)


def test_one_community_is_published_as_a_part_of_its_district() -> None:
    order = order_of(LEDGERS / "bailu", Path("public"), TODAY, None)
    assert order.wanted == {"bailu"}
    assert order.district.name == "云汀示范区"
    assert len(order.folders) == 24


def test_a_community_of_no_district_stands_alone(tmp_path: Path) -> None:
    (tmp_path / "main.beancount").touch()
    (tmp_path / "community.toml").touch()
    order = order_of(tmp_path, Path("public"), TODAY, None)
    assert order.wanted == {tmp_path.name}
    assert order.folders == {tmp_path.name: tmp_path}


def test_a_month_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(PeriodError):
        order_of(tmp_path / "missing", Path("public"), TODAY, parse_period("2025-01"))


def test_an_empty_district_is_refused(tmp_path: Path) -> None:
    (tmp_path / "district.toml").write_text('name = "区"\ncommunities = []\n', encoding="utf-8")
    with pytest.raises(LedgerNotFoundError, match="还没有小区"):
        order_of(tmp_path, Path("public"), TODAY, None)


def test_a_community_that_its_district_does_not_name_is_not_published_over_its_neighbours(
    tmp_path: Path,
) -> None:
    (tmp_path / "district.toml").write_text('name = "区"\ncommunities = []\n', encoding="utf-8")
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "main.beancount").touch()
    with pytest.raises(LedgerNotFoundError, match="还没有写进"):
        order_of(tmp_path / "new", Path("public"), TODAY, None)
