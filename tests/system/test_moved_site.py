"""A district whose site moves to another address: it is taught what to write, and then goes on with the log it has."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from jjledger.errors import JjledgerError
from jjledger.period import parse_period
from jjledger.store.system import RealSystem
from jjledger.workflows.order import order_of
from jjledger.workflows.publish import publish
from tests.ledgers import run
from tests.publishing import change, district, tree
from tests.sealed_sites import log_of, published_at, verified

OLD, NEW = "https://a.example", "https://b.example"


def test_a_moved_site_is_refused_with_what_to_write_and_then_goes_on(tmp_path: Path) -> None:
    file = district(tmp_path / "ledgers", "bailu") / "district.toml"
    published_at(tmp_path)
    before, entries = tree(tmp_path / "public"), log_of(tmp_path)
    change(file, OLD, NEW)
    text = file.read_text(encoding="utf-8")
    for more, said in (
        ("", "现在要签的是 b.example/log"),
        ('[log]\norigin = "a.example/log"\n', "登记册第 1 条里小区的网址是 a.example"),
    ):
        file.write_text(text + more, encoding="utf-8")
        with pytest.raises(JjledgerError) as refused:
            published_at(tmp_path, date(2026, 2, 1))
        assert said in str(refused.value)
        assert 'home = "a.example"' in str(refused.value)
        assert (tree(tmp_path / "public"), log_of(tmp_path)) == (before, entries)
    file.write_text(text + '[log]\nhome = "a.example"\n', encoding="utf-8")
    order = order_of(tmp_path / "ledgers", tmp_path / "public", date(2026, 2, 2), parse_period("2025-H2"))
    publish(order, RealSystem(), lambda parts, _: parts)
    assert log_of(tmp_path)[: len(entries)] == entries
    fresh = [entry.decode() for entry in log_of(tmp_path)[len(entries) :]]
    assert "\ncommunity a.example/bailu\nperiod 2025-H2\n" in fresh[0]
    assert verified(tmp_path / "public") == {}
    page = next((tmp_path / "public/d/bailu/2025-H2/v1").glob("money/index.html")).read_text(encoding="utf-8")
    assert NEW in page
    assert OLD not in page
    watched = run("jjledger", "log", "monitor", tmp_path / "ledgers")
    assert watched.returncode == 0, watched.stdout
