"""What is said of an edition besides its files, where nothing of it lies on the site."""

from __future__ import annotations

from typing import Any, cast

import pytest

from jjledger.proof.keys import NOTE, SecretKey
from jjledger.seal.entries import KeyChange
from jjledger.seal.monitor import monitor
from jjledger.workflows.verified_sayings import sayings
from jjledger.workflows.verified_step import Site
from tests.unit.seal.test_monitor import COMMUNITY, FIRST, OTHER_CODE, told

NOWHERE = cast("Site", None)  # no file is looked at
KEYS = {
    role: SecretKey(role, NOTE, bytes([at]) * 32).public()
    for at, role in enumerate(("prepared", "committee", "audited"), 1)
}


def begun(role: str, community: str = COMMUNITY) -> bytes:
    return KeyChange(role, None, KEYS[role], community).text().encode()


def ended(role: str) -> bytes:
    return KeyChange(role, KEYS[role], None, COMMUNITY).text().encode()


@pytest.mark.parametrize(
    ("before", "roles"),
    [
        ([], ""),
        ([begun("committee"), begun("prepared")], "编制、业委会"),
        ([begun("committee"), begun("prepared"), ended("committee")], "编制"),
        ([begun("committee"), ended("committee")], ""),
        ([begun("committee", OTHER_CODE)], ""),
        ([begun("audited")], ""),
    ],
)
def test_an_edition_without_signatures_of_those_who_had_keys_is_told(before: list[bytes], roles: str) -> None:
    entries: list[Any] = [FIRST, *before, told(), begun("prepared", OTHER_CODE)]
    found = list(sayings(NOWHERE, monitor(entries), len(entries) - 2))
    assert [(step.what.partition("：")[2], step.amber, step.trouble) for step in found] == (
        [(f"没有签批，登记册当时写明由{roles}签", True, "")] if roles else []
    )


def test_a_key_that_is_named_later_asks_nothing_of_what_went_out_before() -> None:
    assert list(sayings(NOWHERE, monitor([FIRST, told(), begun("prepared")]), 1)) == []
