"""What anybody who reads a whole log looks at: every entry has its form, and no period has two disclosures in force.

Without it an operator could log two manifests and show one half of the households each, both adding up.

What lives here: the rule over all entries. What must not: the tree and the signatures, which hold already.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from jjledger.proof.checkpoint import Policy
from jjledger.proof.failed import ProofError, demand
from jjledger.seal.beacons import is_canonical
from jjledger.seal.entries import (
    Audit,
    Close,
    Drawn,
    Entry,
    Genesis,
    KeyChange,
    Notice,
    Papers,
    PolicyChange,
    Reopen,
    Signed,
    Withdrawal,
    read_entry,
)
from jjledger.seal.manifest import Manifest
from jjledger.seal.words import home_of

Key = tuple[str, str]  # community, period


@dataclass(frozen=True, slots=True)
class Monitored:
    """A log that keeps the rule."""

    entries: tuple[Entry, ...]
    in_force: Mapping[Key, int]  # which entry
    replaced_by: Mapping[int, int]  # the entry that took a disclosure's place
    policy: Policy | None  # whom to trust after all of it; None of no entries


@dataclass(slots=True)
class _Seen:
    """What was read so far."""

    manifests: dict[int, Manifest] = field(default_factory=dict)
    in_force: dict[Key, int] = field(default_factory=dict)
    replaced_by: dict[int, int] = field(default_factory=dict)
    policy: Policy | None = None
    home: str = ""  # of all communities
    said: set[tuple[type, int, str]] = field(default_factory=set)  # what may be said of a disclosure once
    closed: set[tuple[str, str]] = field(default_factory=set)  # communities' months
    drawn: dict[int, Drawn] = field(default_factory=dict)  # the chance of a disclosure's first sample


def monitor(entries: Sequence[bytes]) -> Monitored:
    """Read a whole log.

    Args:
        entries: all of them, from 0 on.

    Raises:
        ProofError: an entry has no known form or breaks the rule; `about` is its index.
    """
    return _monitored(tuple(entries))


@lru_cache(maxsize=4)  # a publication asks about the same log for every community
def _monitored(entries: tuple[bytes, ...]) -> Monitored:
    seen, found = _Seen(), []
    for index, data in enumerate(entries):
        try:
            entry = read_entry(data)
            demand(isinstance(entry, Genesis) == (index == 0), "genesis")
            _follow(seen, index, entry)
        except ProofError as failure:
            raise ProofError(failure.code, str(index)) from None
        found.append(entry)
    return Monitored(tuple(found), seen.in_force, seen.replaced_by, seen.policy)


def policy_after(before: Policy | None, entry: Entry) -> Policy | None:
    """Say whom to trust once an entry stands in the log.

    Args:
        before: whom until then; None before the first entry.
        entry: what was logged.

    Raises:
        ProofError: nobody could fulfil it: fewer witnesses than have to sign, or the log is among them.
    """
    if isinstance(entry, Genesis):
        return entry.policy
    if before is not None and isinstance(entry, PolicyChange):
        return replace(before, witnesses=entry.witnesses, quorum=entry.quorum)
    if before is not None and isinstance(entry, KeyChange) and entry.role == "log" and entry.new is not None:
        return replace(before, log=entry.new)
    return before


def _follow(seen: _Seen, index: int, entry: Entry) -> None:
    """Hold one entry against those before it."""
    seen.policy = policy_after(seen.policy, entry)
    if isinstance(entry, Manifest | Close | Reopen) or (isinstance(entry, KeyChange) and entry.community):
        home = home_of(entry.community)
        demand(seen.home in {"", home}, "home")  # else one code would stand for two communities
        seen.home = home
    if isinstance(entry, Audit | Notice | Papers | Signed | Withdrawal):
        demand(entry.disclosure in seen.manifests, "no-disclosure")
    if isinstance(entry, Papers | Signed | Withdrawal):
        once = type(entry), entry.disclosure, entry.document if isinstance(entry, Withdrawal) else ""
        demand(once not in seen.said, "twice")
        seen.said.add(once)
    if isinstance(entry, Close | Reopen):
        _follow_month(seen, entry)
    if isinstance(entry, Audit) and entry.beacon is not None:
        _follow_sample(seen, entry.disclosure, entry.beacon)
    if not isinstance(entry, Manifest):
        return
    key = entry.community, entry.period
    last = seen.in_force.get(key)
    demand(entry.replaces == last, "replaces")
    if last is not None:  # the first may have any number: editions went out before there was a log
        demand(entry.edition == seen.manifests[last].edition + 1, "edition")
        seen.replaced_by[last] = index
    seen.manifests[index] = entry
    seen.in_force[key] = index


def _follow_month(seen: _Seen, entry: Close | Reopen) -> None:
    """Hold a month closed against the closings before it: opening one opens all that come after it."""
    if isinstance(entry, Reopen):
        seen.closed -= {one for one in seen.closed if one[0] == entry.community and one[1] >= entry.month}
        return
    demand((entry.community, entry.month) not in seen.closed, "closed")
    seen.closed.add((entry.community, entry.month))


def _follow_sample(seen: _Seen, disclosure: int, drawn: Drawn) -> None:
    """Hold the chance of a sample against what the disclosure named beforehand, and against its first sample."""
    named = seen.manifests[disclosure].beacon
    demand(named is not None and (named.source, named.day) == (drawn.source, drawn.day), "beacon")
    demand(is_canonical(drawn.source, drawn.value), "beacon")
    demand(seen.drawn.setdefault(disclosure, drawn) == drawn, "beacon")
