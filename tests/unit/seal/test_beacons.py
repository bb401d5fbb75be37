"""A number that was published is written in one way, and no other spelling draws another sample."""

from __future__ import annotations

import pytest

from jjledger.seal.beacons import is_canonical


@pytest.mark.parametrize("value", ["3021.77", "1.00", "12345.60"])
def test_the_index_as_it_is_published(value: str) -> None:
    assert is_canonical("sse-close", value)


@pytest.mark.parametrize(
    "value",
    [
        "3021.7",
        "3021.770",
        "3021",
        "03021.77",
        "0.77",
        "+3021.77",
        "-3021.77",
        " 3021.77",
        "3021,77",
        "3 021.77",
        "3021.77\n",
        "",
    ],
)
def test_the_index_written_otherwise(value: str) -> None:
    assert not is_canonical("sse-close", value)


@pytest.mark.parametrize("value", ["3021.770", "0a1b2c", "7"])
def test_a_source_without_a_form_of_its_own_takes_any_plain_value(value: str) -> None:
    assert is_canonical("drand", value)


@pytest.mark.parametrize("value", ["", "3021 77", "3021.77\n", "上证"])
def test_but_nothing_that_breaks_a_line_or_is_not_plain(value: str) -> None:
    assert not is_canonical("drand", value)
