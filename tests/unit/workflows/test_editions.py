"""A published figure never changes without a word."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from jjledger.books.ledger import load_ledger
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
    assert found.head.corrects == "2026年1月31日更正，本页为第 2 版；第 1 版公示的期末结余为 1,000.00 元。"


def test_a_correction_is_told_for_ever(page: Page) -> None:
    second = as_edition(replace(page, closing_fen=123_456), published(page), TODAY)
    plain = replace(page, closing_fen=123_456)
    assert as_edition(plain, published(second), date(2026, 5, 1)) == second
