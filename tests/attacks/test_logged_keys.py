"""The attack on signatures: whoever signs for one community tries to sign for its neighbours, in a log of real files."""

from __future__ import annotations

from pathlib import Path

import pytest

from jjledger.proof.keys import NOTE, SecretKey
from jjledger.seal.entries import Audit, KeyChange, Signed
from jjledger.seal.monitor import monitor
from jjledger.store.kept_log import read_log
from jjledger.workflows.logged_keys import counted_at
from tests.public_log import HOME, disclosure, written


@pytest.mark.parametrize("role", ["prepared", "audited"])
@pytest.mark.parametrize(
    ("communities", "counts"),
    [
        ([f"{HOME}/yangguang"], True),
        ([f"{HOME}/other"], False),
        ([""], True),  # as was written before the log told communities apart
        (["", f"{HOME}/other"], False),  # by then it did
        ([f"{HOME}/other", f"{HOME}/yangguang"], True),
    ],
)
def test_l17_a_key_of_one_community_counts_for_no_other(
    tmp_path: Path, role: str, communities: list[str], *, counts: bool
) -> None:
    """Whoever prepares one community's editions must not be able to sign the neighbours', nor must its auditor."""
    key = SecretKey("clerk.example.cn", NOTE, bytes([78] * 32)).public()
    keys = [KeyChange(role, None, key, community) for community in communities]
    told = Signed(1, bytes(32)) if role == "prepared" else Audit(1, bytes(32), "none", None, 0)
    texts = [disclosure("2025-Q3"), *(entry.text().encode() for entry in (*keys, told))]
    entries = monitor(read_log(written(tmp_path / "log", texts)).entries).entries
    assert (key in counted_at(entries, len(entries) - 1, (role,)).all) is counts
    assert not counted_at(entries, len(entries) - 1, ("reviewed",)).all
