"""Whether what somebody holds still counts: the correction that took its place, and keys that prove nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from jjledger.proof.checkpoint import Policy
from jjledger.render.verifier import policy_told as told_of
from jjledger.render.verifier import verifier_page
from jjledger.seal.entries import Genesis
from jjledger.store.kept_log import KeptLog
from jjledger.store.system import RealSystem
from jjledger.workflows.public_log import FoundLog
from jjledger.workflows.verified_in_force import for_demonstration, still_counts
from jjledger.workflows.verified_step import Step
from tests.attacks.world import POLICY, World

FIRST = Genesis(POLICY, bytes(32)).text().encode()
TEXT = World().manifest


def edition(number: int, replaces: int) -> str:
    return TEXT.replace("edition 1", f"edition {number}").replace("replaces -", f"replaces {replaces}")


def kept(*texts: str) -> KeptLog:
    entries = (FIRST, *(text.encode() for text in texts))
    return KeptLog(POLICY.log, entries, {len(entries): b""}, {})


def said(copy: KeptLog, ours: KeptLog | None = None, index: int = 1, text: str = TEXT) -> list[Step]:
    found = FoundLog(Path(), copy, POLICY, {}, own=True, ours=ours)
    return list(still_counts(index, text, found, "请要新的对账单"))


def corrected(place: int) -> list[Step]:
    return [Step(f"这一版已由登记册第 {place} 条更正，请要新的对账单", amber=True)]


def test_an_edition_that_was_corrected_is_named_with_the_last_that_took_its_place() -> None:
    second, third = edition(2, 1), edition(3, 2)
    assert said(kept(TEXT)) == []
    assert said(kept(TEXT, second)) == corrected(2)
    assert said(kept(TEXT, second, third)) == corrected(3)
    assert said(kept(TEXT, second, third), index=2, text=second) == corrected(3)
    assert said(kept(TEXT, second, third), index=3, text=third) == []


def test_the_newest_log_at_hand_that_has_the_edition_is_asked() -> None:
    second = edition(2, 1)
    assert said(kept(TEXT), kept(TEXT, second)) == corrected(2)
    assert said(kept(TEXT, second), kept(TEXT)) == corrected(2)
    other = TEXT.replace("issued 20", "issued 19")
    assert said(kept(other, second)) == []  # another log; that is said elsewhere
    assert said(kept(other), kept(TEXT, second)) == corrected(2)
    assert said(kept()) == []
    assert list(still_counts(1, TEXT, None, "")) == []


def test_a_log_that_breaks_its_rule_is_not_believed() -> None:
    (step,) = said(kept(TEXT, edition(2, 1), edition(3, 1)))
    assert step.trouble
    assert not step.amber


@pytest.mark.parametrize("demo", [False, True])
def test_who_says_that_keys_are_for_demonstration_is_heard(tmp_path: Path, *, demo: bool) -> None:
    told = told_of(Policy(POLICY.origin, POLICY.log, POLICY.witnesses, 1)) | ({"demo": True} if demo else {})
    (tmp_path / "verify.html").write_bytes(verifier_page(told))
    copied = tmp_path / "policy.json"
    copied.write_text(json.dumps(told))
    system = RealSystem()
    assert for_demonstration(tmp_path, None, None, system) is demo
    assert for_demonstration(None, None, copied, system) is demo
    assert for_demonstration(tmp_path / "none", tmp_path / "none", tmp_path / "none", system) is False
