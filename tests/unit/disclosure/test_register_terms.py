"""The sum that stands first on each list."""

from __future__ import annotations

import pytest

from jjledger.disclosure.register_terms import Register, register_terms
from tests.unit.disclosure.registers import assets, committee, contracts


@pytest.mark.parametrize(
    ("page", "terms"),
    [
        (assets(), [("", 8_050_00), ("+", 3_00), ("=", 8_053_00)]),
        (contracts(), [("", 1_600_00), ("-", 1_450_00), ("=", 150_00)]),
        (committee(), [("", 100_00), ("+", 600_00), ("+", 250_00), ("=", 950_00)]),
    ],
)
def test_terms_come_to_the_largest_figure(page: Register, terms: list[tuple[str, int]]) -> None:
    assert [(term.sign, term.amount_fen) for term in register_terms(page)] == terms
