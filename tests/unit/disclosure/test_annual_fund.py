"""What the annual report says of households below the line where no number may be told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from jjledger.disclosure import annual_fund
from jjledger.disclosure.answer_models import BelowLine
from tests.unit.render import made_pages as made

NO_SHARES: Any = None  # not looked at: the counts are given
NO_BOOKS: Any = None


def test_no_cause_is_stated_that_may_not_be_the_one(monkeypatch: pytest.MonkeyPatch) -> None:
    page = made.fund()
    page = replace(page, head=replace(page.head, last_day=date(2025, 12, 31)))
    counted = (BelowLine("2025年12月末", date(2025, 12, 31), None, "30%"),)
    monkeypatch.setattr(annual_fund, "below_line", lambda *_: counted)
    said = list(annual_fund.owing_sentences(NO_BOOKS, NO_SHARES, page, NO_SHARES))
    told = str(said[-1])
    assert "按规定不列户数（户数少，或能推算出个别住户）" in told
    assert "因为户数太少" not in told
