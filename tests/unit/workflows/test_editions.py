"""A published figure never changes without a word."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from jjledger.books.ledger import load_ledger
from jjledger.disclosure.models import Line, MaintenanceFund
from jjledger.render.data import json_bytes
from jjledger.workflows.disclose import Page, Request, disclose
from jjledger.workflows.editions import as_edition

SAMPLE = Path(__file__).parents[3] / "ledgers" / "bailu"
TODAY = date(2026, 1, 31)


@pytest.fixture(scope="module")
def page() -> Page:
    return disclose(load_ledger(SAMPLE, TODAY), None, Request(TODAY)).pages[0].page


def published(page: Page) -> str:
    return json_bytes(page).decode()


def test_a_page_that_is_not_out_is_the_first_edition(page: Page) -> None:
    assert as_edition(page, None, TODAY).head.edition == 1


def test_the_same_content_is_the_same_edition(page: Page) -> None:
    assert as_edition(page, published(page), TODAY) == page


def test_a_new_contact_corrects_nothing(page: Page) -> None:
    moved = replace(page, head=replace(page.head, contact="新办公室"))
    found = as_edition(moved, published(page), TODAY)
    assert (found.head.edition, found.head.corrects, found.head.contact) == (1, "", "新办公室")


def test_a_changed_figure_is_a_new_edition_that_names_the_old_one(page: Page) -> None:
    changed = replace(page, closing_fen=123_456)
    found = as_edition(changed, published(replace(page, closing_fen=100_000)), TODAY)
    assert found.head.edition == 2
    assert found.head.corrects == (
        "2026年1月31日更正，本页为第 2 版。与第 1 版相比：期末结余 1,000.00 → 1,234.56 元；改了凭证或文字。"
    )


def test_a_correction_between_two_items_names_both(page: Page) -> None:
    assert isinstance(page, MaintenanceFund)
    lines = (Line("存款", 700, 1, ()), Line("活期", 500, 2, ()), Line("定期", 200, 2, ()))
    before = replace(page, lines=lines)
    after = replace(page, lines=(lines[0], Line("活期", 400, 2, ()), Line("国债", 300, 2, ())))
    assert as_edition(after, published(before), TODAY).head.corrects.partition("：")[2] == (
        "期末结余不变；存款·活期 5.00 → 4.00；存款·定期 2.00 → 无；存款·国债 无 → 3.00。"
    )


def test_a_correction_is_told_for_ever(page: Page) -> None:
    second = as_edition(replace(page, closing_fen=123_456), published(page), TODAY)
    plain = replace(page, closing_fen=123_456)
    assert as_edition(plain, published(second), date(2026, 5, 1)) == second


def test_a_correction_after_a_month_was_reopened_says_that_earlier_editions_do_not_stand(page: Page) -> None:
    before = published(replace(page, closing_fen=123_456))
    words = as_edition(page, before, TODAY, ("2025年6月",)).head.corrects
    assert "2025年6月重新打开过，第 1 版作废。与第 1 版相比：" in words
    third = json.loads(before)
    third["head"]["edition"] = 2
    words = as_edition(page, json.dumps(third), TODAY, ("2025年6月",)).head.corrects
    assert "第 1 至 2 版作废。" in words
    assert as_edition(page, published(page), TODAY, ("2025年6月",)).head.corrects == "", "nothing changed"
