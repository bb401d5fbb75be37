"""Until when links open: counted from the day on which the period's newest edition went out, as the log says."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from jjledger.errors import LogError, Trouble
from jjledger.facts.community import OwnerLinks
from jjledger.seal.entries import Genesis
from jjledger.seal.manifest import read_manifest
from jjledger.store.kept_log import KeptLog
from jjledger.store.system import RealSystem
from jjledger.workflows import link_ends
from jjledger.workflows.public_log import FoundLog
from tests.attacks.world import COMMUNITY, PERIOD, POLICY, World

FIRST = Genesis(POLICY, bytes(32)).text().encode()
TEXT = World().manifest
ISSUED = read_manifest(TEXT).issued
LAST_DAY = link_ends.parse_period(PERIOD).last_day
SETTINGS = OwnerLinks(enabled=True, life_days=30)


def until(
    monkeypatch: pytest.MonkeyPatch, *texts: str, community: str = COMMUNITY, day: date = LAST_DAY
) -> date | None:
    entries = (FIRST, *(text.encode() for text in texts))
    found = FoundLog(Path(), KeptLog(POLICY.log, entries, {len(entries): b""}, {}), POLICY, {}, own=True)
    monkeypatch.setattr(link_ends, "ledger_log", lambda *_: found)
    return link_ends.open_until(Path(), community, SETTINGS, day, RealSystem())


def test_days_are_counted_from_the_edition_in_force(monkeypatch: pytest.MonkeyPatch) -> None:
    first = TEXT.replace(f"issued {ISSUED}", "issued 2026-11-15")
    second = first.replace("edition 1", "edition 2").replace("replaces -", "replaces 1")
    assert until(monkeypatch, first) == date(2026, 12, 15)
    assert until(monkeypatch, first, second.replace("2026-11-15", "2026-12-03")) == date(2027, 1, 2)


def test_what_is_not_this_periods_or_communitys_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert until(monkeypatch) is None
    assert until(monkeypatch, TEXT, community="x.example.cn/other") is None
    assert until(monkeypatch, TEXT, day=date(1999, 12, 31)) is None
    assert until(monkeypatch, "nothing that a log may hold\n") is None


def test_without_a_log_nothing_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_: object) -> FoundLog:
        raise LogError(Trouble("x", "x", "x"))

    monkeypatch.setattr(link_ends, "ledger_log", none)
    assert link_ends.open_until(Path(), COMMUNITY, SETTINGS, LAST_DAY, RealSystem()) is None
