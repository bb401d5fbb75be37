"""Whom a cost was shared among, without households."""

from __future__ import annotations

import pytest

from jjledger.disclosure.scope_words import scope_words


@pytest.mark.parametrize(
    ("scopes", "words"),
    [
        (["all"], "全体业主，66 户"),
        (["01"], "01幢，66 户"),
        (["01-1 02"], "01幢1单元、02幢，66 户"),
        (["01 02-3-501"], "01幢等，66 户"),
        (["01-1-101 01-1-102"], "部分业主，66 户"),
        (["01", "01", "02"], "01幢、02幢，66 户"),
        (["01", "all"], "全体业主，66 户"),
        ([], "全体业主，66 户"),
    ],
)
def test_buildings_and_units_are_named_and_households_never(scopes: list[str], words: str) -> None:
    assert scope_words(scopes, 66) == words
