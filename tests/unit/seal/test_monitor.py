"""The monitor's rule: one disclosure in force for a community and period, and nothing unknown in the log."""

from __future__ import annotations

import pytest

from jjledger.proof.failed import ProofError
from jjledger.seal.entries import Audit, Genesis, Notice, Papers, VerifierPage
from jjledger.seal.manifest import Manifest, read_manifest
from jjledger.seal.monitor import monitor
from tests.attacks.world import COMMUNITY, PERIOD, POLICY, World

FIRST = Genesis(POLICY, bytes(32)).text().encode()
TEXT = World().manifest
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
        FIRST, told(), OTHER, told(period="2026-Q4"), told(2, "1"), told(community="x/z"), told(3, "4"),
        Papers(6, bytes(32)).text().encode(), Audit(1, bytes(32), "none", None, 0).text().encode(),
        Notice(3, "2026-10-21", bytes(32)).text().encode(),
    ])  # fmt: skip
    assert found.in_force == {(COMMUNITY, PERIOD): 6, (COMMUNITY, "2026-Q4"): 3, ("x/z", PERIOD): 5}
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
    assert refused(told(), told(community="x/z"), told(2, "2")) == ("replaces", "3")
    assert refused(told(1, "0")) == ("replaces", "1")
    assert refused(told(1, "1")) == ("replaces", "1")


def test_editions_are_counted() -> None:
    assert monitor([FIRST, told(2)]).in_force, "the first was published before there was a log"
    assert refused(told(), told(1, "1")) == ("edition", "2")
    assert refused(told(), told(3, "1")) == ("edition", "2")
    assert refused(told(), told(2, "1"), told(2, "2")) == ("edition", "3")


@pytest.mark.parametrize("kind", ["papers", "audit", "notice"])
@pytest.mark.parametrize("index", [0, 2, 3, 4, 1000])
def test_what_is_about_a_disclosure_names_one_that_is_there(kind: str, index: int) -> None:
    made = {
        "papers": Papers(index, bytes(32)),
        "audit": Audit(index, bytes(32), "none", None, 0),
        "notice": Notice(index, "2026-10-21", bytes(32)),
    }[kind]
    assert refused(told(), OTHER, made.text().encode(), told(period="2026-Q4")) == ("no-disclosure", "3")


def test_what_is_not_known_or_does_not_add_up_is_no_entry() -> None:
    assert refused(OTHER, b"hello\n") == ("entry", "2")
    assert refused(told().replace(b"total pettycash 50", b"total pettycash 51")) == ("total-bank", "1")
