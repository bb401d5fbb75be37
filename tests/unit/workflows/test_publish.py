"""Publishing where the machine is less than usual."""

from __future__ import annotations

from concurrent import futures
from datetime import date
from pathlib import Path

import pytest

from jjledger.store.system import RealSystem
from jjledger.workflows import publish as publishing
from jjledger.workflows.order import order_of
from tests.publishing import SMALL, district, tree


def test_without_shared_memory_the_same_pages_are_made_one_by_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledgers = district(tmp_path / "ledgers", *SMALL)

    def refused(*_: object, **__: object) -> futures.ProcessPoolExecutor:
        raise PermissionError

    for name in ("both", "one"):
        order = order_of(ledgers, tmp_path / name, date(2026, 1, 31), None)
        publishing.publish(order, RealSystem(), lambda parts, _: parts)
        monkeypatch.setattr(futures, "ProcessPoolExecutor", refused)
    assert tree(tmp_path / "one") == tree(tmp_path / "both")
