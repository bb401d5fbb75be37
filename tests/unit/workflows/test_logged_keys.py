"""The log is told of the keys that sign for a community, once, and of their end after what they still signed."""

from __future__ import annotations

from datetime import date

from jjledger.facts.auditor import Auditor
from jjledger.facts.sign_off import Signer, SignOff
from jjledger.proof.keys import NOTE, PublicKey, SecretKey
from jjledger.seal.entries import Entry, KeyChange, read_entry
from jjledger.workflows.logged_keys import begun_keys, ended_keys, wanted_keys, whose
from tests.sealed_packs import COMMUNITY

NEIGHBOUR = f"{COMMUNITY}2"


def key(number: int, name: str = "clerk.example.cn") -> PublicKey:
    return SecretKey(name, NOTE, bytes([number] * 32)).public()


ONE, TWO, FIRM = key(1), key(2), key(9, "firm.example.cn")
JANUARY, MARCH, MAY = date(2026, 1, 31), date(2026, 3, 31), date(2026, 5, 31)
RULE = SignOff(
    ("prepared",),
    (
        Signer("prepared", "甲", ONE, None, date(2026, 2, 28)),
        Signer("prepared", "乙", TWO, date(2026, 3, 1)),
        Signer("reviewed", "丙", key(3)),  # has a key, and need not sign
    ),
)
AUDITORS = (Auditor("某会计师事务所", FIRM, date(2026, 1, 1)),)


def told(today: date, entries: list[Entry], *issued: date, rule: SignOff = RULE) -> tuple[list[Entry], ...]:
    """Give what is logged before and after what goes out on a day."""
    wanted = wanted_keys(COMMUNITY, rule, AUDITORS, today, issued)
    return [*map(read_entry, begun_keys(wanted, entries))], [*map(read_entry, ended_keys(wanted, entries))]


def test_each_key_is_told_once_with_its_community_and_role_and_ended_when_its_time_is_over() -> None:
    begun, ended = told(JANUARY, [])
    assert begun == [
        KeyChange("prepared", None, ONE, COMMUNITY),
        KeyChange("audited", None, FIRM, COMMUNITY),
    ]
    assert ended == []
    assert told(JANUARY, begun) == ([], [])
    assert told(MARCH, begun) == (
        [KeyChange("prepared", None, TWO, COMMUNITY)],
        [KeyChange("prepared", ONE, None, COMMUNITY)],
    )


def test_what_was_signed_in_time_and_goes_out_late_is_by_a_key_that_is_told_for_it() -> None:
    begun, ended = told(MAY, [], JANUARY)
    assert KeyChange("prepared", None, ONE, COMMUNITY) in begun
    assert ended == [KeyChange("prepared", ONE, None, COMMUNITY)]
    assert told(MAY, [*begun, *ended]) == ([], []), "and is not told again"


def test_entries_of_no_community_and_of_a_neighbour_tell_nothing_of_this_one() -> None:
    others: list[Entry] = [
        KeyChange("prepared", None, TWO),
        KeyChange("prepared", None, TWO, NEIGHBOUR),
        KeyChange("reviewed", None, ONE, NEIGHBOUR),
    ]
    begun, ended = told(MAY, others)
    assert KeyChange("prepared", None, TWO, COMMUNITY) in begun
    assert ended == [], "the neighbour's keys are the neighbour's"


def test_who_is_taken_out_of_the_file_signs_no_more() -> None:
    begun, _ = told(JANUARY, [])
    assert told(JANUARY, begun, rule=SignOff()) == ([], [KeyChange("prepared", ONE, None, COMMUNITY)])


def test_whose_a_key_is_is_said_of_each_community_it_was_named_for() -> None:
    entries = [KeyChange("prepared", None, ONE, COMMUNITY), KeyChange("audited", None, ONE)]
    assert (
        whose(entries, (ONE.name, ONE.key_id)) == f"，登记册里它是{COMMUNITY}的编制、没有写明哪个小区的审计"
    )
    assert whose(entries, (ONE.name, TWO.key_id)) == ""
