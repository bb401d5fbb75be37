"""The monitor's rule: one disclosure in force for a community and period, and nothing unknown in the log."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jjledger.proof.checkpoint import Policy
from jjledger.proof.failed import ProofError
from jjledger.proof.keys import COSIGNATURE, NOTE, SecretKey
from jjledger.seal.entries import (
    Audit,
    Close,
    Drawn,
    Genesis,
    KeyChange,
    Notice,
    Papers,
    PolicyChange,
    Reopen,
    Signed,
    VerifierPage,
    Withdrawal,
)
from jjledger.seal.manifest import Manifest, read_manifest
from jjledger.seal.monitor import monitor, policy_after
from tests.attacks.world import COMMUNITY, LOG, ORIGIN, PERIOD, POLICY, WITNESSES, World

FIRST = Genesis(POLICY, bytes(32)).text().encode()
TEXT = World().manifest
OTHER_CODE = "x.example.cn/other"
OTHER = VerifierPage(bytes(32)).text().encode()


def told(edition: int = 1, replaces: str = "-", community: str = COMMUNITY, period: str = PERIOD) -> bytes:
    text = TEXT.replace("edition 1", f"edition {edition}").replace("replaces -", f"replaces {replaces}")
    return text.replace(COMMUNITY, community).replace(PERIOD, period).encode()


def refused(*entries: bytes) -> tuple[str, str]:
    with pytest.raises(ProofError) as caught:
        monitor((FIRST, *entries))
    return caught.value.code, caught.value.about


def test_a_log_that_keeps_the_rule() -> None:
    found = monitor([
        FIRST, told(), OTHER, told(period="2026-Q4"), told(2, "1"), told(community=OTHER_CODE), told(3, "4"),
        Papers(6, bytes(32)).text().encode(), Audit(1, bytes(32), "none", None, 0).text().encode(),
        Notice(3, "2026-10-21", bytes(32)).text().encode(),
    ])  # fmt: skip
    assert found.in_force == {(COMMUNITY, PERIOD): 6, (COMMUNITY, "2026-Q4"): 3, (OTHER_CODE, PERIOD): 5}
    assert found.replaced_by == {1: 4, 4: 6}
    assert len(found.entries) == 10
    assert found.entries[1] == read_manifest(TEXT)
    assert isinstance(found.entries[4], Manifest)


def test_an_empty_log_and_one_of_its_beginning() -> None:
    assert monitor([]).entries == ()
    assert monitor([FIRST]).in_force == {}


def test_it_begins_once() -> None:
    assert refused(FIRST) == ("genesis", "1")
    assert refused(OTHER, FIRST) == ("genesis", "2")
    with pytest.raises(ProofError) as caught:
        monitor([told()])
    assert (caught.value.code, caught.value.about) == ("genesis", "0")


def test_a_second_disclosure_of_a_period_says_which_one_it_replaces() -> None:
    """Half of the households would be shown one, the other half the other; both add up."""
    assert refused(told(), told()) == ("replaces", "2")
    assert refused(told(), told(2)) == ("replaces", "2")
    assert refused(told(), told(2, "0")) == ("replaces", "2")
    assert refused(told(), told(2, "2")) == ("replaces", "2")
    assert refused(told(), told(2, "1"), told(3, "1")) == ("replaces", "3")
    assert refused(told(), told(period="2026-Q4"), told(2, "1", period="2026-Q4")) == ("replaces", "3")
    assert refused(told(), told(community=OTHER_CODE), told(2, "2")) == ("replaces", "3")
    assert refused(told(1, "0")) == ("replaces", "1")
    assert refused(told(1, "1")) == ("replaces", "1")


def test_editions_are_counted() -> None:
    assert monitor([FIRST, told(2)]).in_force, "the first was published before there was a log"
    assert refused(told(), told(1, "1")) == ("edition", "2")
    assert refused(told(), told(3, "1")) == ("edition", "2")
    assert refused(told(), told(2, "1"), told(2, "2")) == ("edition", "3")


@pytest.mark.parametrize("kind", ["papers", "audit", "notice", "signed", "withdrawal"])
@pytest.mark.parametrize("index", [0, 2, 3, 4, 1000])
def test_what_is_about_a_disclosure_names_one_that_is_there(kind: str, index: int) -> None:
    made = {
        "papers": Papers(index, bytes(32)),
        "audit": Audit(index, bytes(32), "none", None, 0),
        "notice": Notice(index, "2026-10-21", bytes(32)),
        "signed": Signed(index, bytes(32)),
        "withdrawal": Withdrawal(index, "annual"),
    }[kind]
    assert refused(told(), OTHER, made.text().encode(), told(period="2026-Q4")) == ("no-disclosure", "3")


def test_what_is_said_of_a_disclosure_once_is_not_said_anew() -> None:
    """With two lists of papers the operator would have put others in the place of those that hung."""
    for made in (Papers, Signed):
        one, other = made(1, bytes(32)).text().encode(), made(1, bytes([1] * 32)).text().encode()
        assert refused(told(), one, other) == ("twice", "3")
        assert refused(told(), one, one) == ("twice", "3")
        later = made(4, bytes(32)).text().encode()
        assert monitor([FIRST, told(), one, OTHER, told(2, "1"), later]).in_force == {(COMMUNITY, PERIOD): 4}
    gone = [Withdrawal(1, name).text().encode() for name in ("annual", "money", "annual")]
    assert refused(told(), *gone) == ("twice", "4")
    assert len(monitor([FIRST, told(), *gone[:2]]).entries) == 4
    audits = [Audit(1, bytes([one] * 32), "none", None, 0).text().encode() for one in (1, 2)]
    assert len(monitor([FIRST, told(), *audits]).entries) == 4


def test_a_month_is_not_closed_anew_unless_it_was_opened() -> None:
    """With two closings the operator would show one of two texts of the month to whoever asks."""

    def close(month: str, digit: int = 0, community: str = COMMUNITY) -> bytes:
        return Close(community, month, None, bytes([digit] * 32)).text().encode()

    def reopen(month: str) -> bytes:
        return Reopen(COMMUNITY, month, "2026-10-20", bytes(32)).text().encode()

    assert refused(close("2026-01"), OTHER, close("2026-01", 1)) == ("closed", "3")
    assert refused(close("2026-01"), close("2026-01")) == ("closed", "2")
    assert refused(close("2026-01"), reopen("2026-02"), close("2026-01", 1)) == ("closed", "3")
    assert refused(close("2026-01"), reopen("2026-01"), close("2026-01", 1), close("2026-01")) == (
        "closed",
        "4",
    )
    well = [close("2026-01"), close("2026-02"), close("2026-01", 1, OTHER_CODE), reopen("2026-01")]
    assert len(monitor([FIRST, *well, close("2026-01", 1), close("2026-02", 1)]).entries) == 7
    elsewhere = [close("2026-01"), Reopen(OTHER_CODE, "2026-01", "2026-10-20", bytes(32)).text().encode()]
    assert refused(*elsewhere, close("2026-01", 1)) == ("closed", "3")


def test_a_sample_is_drawn_by_the_chance_that_was_named_and_by_one_number_only() -> None:
    """Who may choose the day or the number may choose the sample."""

    def audit(source: str, day: str, value: str, index: int = 1) -> bytes:
        return Audit(index, bytes(32), "none", Drawn(source, day, value), 5).text().encode()

    good = ("sse-close", "2026-10-16", "3021.77")
    for drawn in (("dice", *good[1:]), ("sse-close", "2026-10-17", good[2]), (*good[:2], "3021.770")):
        assert refused(told(), audit(*drawn)) == ("beacon", "2")
    assert refused(told(), audit(*good), audit(*good[:2], "3021.78")) == ("beacon", "3")
    assert refused(
        told(), audit(*good), told(2, "1"), audit(*good[:2], "3021.78", 3), audit(*good[:2], "3021.78")
    ) == ("beacon", "5")
    assert len(monitor([FIRST, told(), audit(*good), audit(*good)]).entries) == 4
    unnamed = told().replace(b"beacon sse-close 2026-10-16", b"beacon -")
    assert refused(unnamed, audit(*good)) == ("beacon", "2")


def test_a_key_of_no_community_is_at_home_anywhere() -> None:
    key = KeyChange("prepared", None, LOG.public()).text().encode()
    assert len(monitor([FIRST, told(), key, OTHER, key]).entries) == 5


@pytest.mark.parametrize("kind", ["manifest", "close", "reopen", "key"])
def test_all_communities_are_read_at_one_home(kind: str) -> None:
    """A code at two homes would be one folder of the site with two truths."""

    def of(community: str, number: int = 7) -> bytes:
        return {
            "manifest": told(community=community, period=f"2026-{number:02}"),
            "close": Close(community, f"2026-{number:02}", None, bytes(32)).text().encode(),
            "reopen": Reopen(community, f"2026-{number:02}", "2026-10-20", bytes(32)).text().encode(),
            "key": KeyChange("prepared", None, LOG.public(), community).text().encode(),
        }[kind]

    assert refused(told(), of("x.example.cn/a/demo")) == ("home", "2")
    assert refused(told(), of("local/demo")) == ("home", "2")
    assert refused(of("local/demo"), OTHER, told()) == ("home", "3")
    assert len(monitor([FIRST, told(), of(OTHER_CODE), of(COMMUNITY, 8)]).entries) == 4


def test_whom_to_trust_is_what_the_log_said_last() -> None:
    one, two, _, four = POLICY.witnesses
    fewer, more = PolicyChange((one, two), 2), PolicyChange((two, four), 1)
    key = KeyChange("log", LOG.public(), SecretKey(ORIGIN, NOTE, bytes([7] * 32)).public())
    named = KeyChange("witness", one, four)
    assert monitor([]).policy is None
    assert monitor([FIRST]).policy == POLICY
    assert monitor([FIRST, named.text().encode()]).policy == POLICY, (
        "witnesses are changed all at once or not at all"
    )
    found = monitor([FIRST, fewer.text().encode(), key.text().encode(), more.text().encode()]).policy
    assert found == Policy(ORIGIN, key.new, (two, four), 1)
    assert monitor([FIRST, PolicyChange((), 0).text().encode()]).policy == replace(
        POLICY, witnesses=(), quorum=0
    )


def test_nobody_has_to_be_trusted_who_cannot_be() -> None:
    """The log is no witness of itself, under whatever name."""
    twin = SecretKey("twin.example.cn", COSIGNATURE, LOG.seed).public()
    assert refused(PolicyChange((twin,), 1).text().encode()) == ("policy", "1")
    assert monitor([FIRST, PolicyChange((twin,), 0).text().encode()]).policy
    witness = KeyChange("log", LOG.public(), SecretKey(ORIGIN, NOTE, WITNESSES[0].seed).public())
    assert refused(PolicyChange(POLICY.witnesses[:3], 3).text().encode(), witness.text().encode()) == (
        "policy",
        "2",
    )


def test_what_is_not_known_or_does_not_add_up_is_no_entry() -> None:
    assert refused(OTHER, b"hello\n") == ("entry", "2")
    assert refused(told().replace(b"total pettycash 50", b"total pettycash 51")) == ("total-bank", "1")


def test_changes_say_nothing_of_whom_to_trust_before_a_log_began_nor_when_its_key_only_ends() -> None:
    for entry in (PolicyChange(POLICY.witnesses, 1), KeyChange("log", POLICY.log, POLICY.log)):
        assert policy_after(None, entry) is None
    assert policy_after(POLICY, KeyChange("log", POLICY.log, None)) == POLICY
