"""Whose keys the public log says sign for a community: which it has yet to be told of, and which counted when.

A key is a role's of one community. Else whoever signs editions of one could sign those of its neighbours.

What lives here: entries of keys for a community, and reading them back. What must not: signatures, and the keys of the
log and its witnesses.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from jjledger.facts.auditor import Auditor
from jjledger.facts.sign_off import SignOff
from jjledger.proof.keys import PublicKey
from jjledger.seal.entries import COMMUNITY_ROLES, Audit, Entry, KeyChange, Signed
from jjledger.seal.manifest import Manifest
from jjledger.workflows.log_keys import AUDITED
from jjledger.workflows.log_words import ROLES

_Held = tuple[str, PublicKey]  # a role and a key of it
_NONE: Final[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whose signatures a community goes by, as its own file says."""

    community: str  # as signed texts name it
    now: frozenset[_Held]  # those that stand under what goes out now
    still: frozenset[_Held]  # those that may be given from now on


@dataclass(frozen=True, slots=True)
class Counted:
    """Whose signature counted for a community at an entry of the log."""

    named: dict[PublicKey, frozenset[str]]  # roles by key, told for just this community
    unnamed: dict[PublicKey, frozenset[str]]  # told for none, before the log told communities apart

    @property
    def all(self) -> dict[PublicKey, frozenset[str]]:
        """Give both."""
        return {key: self.of(key) for key in (*self.named, *self.unnamed)}

    def of(self, key: PublicKey) -> frozenset[str]:
        """Give the roles of a key."""
        return self.named.get(key, _NONE) | self.unnamed.get(key, _NONE)


def wanted_keys(
    community: str, rule: SignOff, auditors: Sequence[Auditor], today: date, issued: Collection[date]
) -> Wanted:
    """Say whose signatures a community goes by.

    Args:
        community: as signed texts name it.
        rule: who signs its editions; keys of roles that need not sign are not told.
        auditors: whose signature counts under a record.
        today: on which keys count.
        issued: days of what goes out now: it was signed by then, and a key may have ended since.
    """
    audited = frozenset((AUDITED, one.key) for one in auditors)

    def on(days: Collection[date]) -> frozenset[_Held]:
        return audited | {
            (one.role, one.key)
            for one in rule.signers
            if one.role in rule.required and any(map(one.signs_on, days))
        }

    return Wanted(community, on({today, *issued}), on({today}))


def begun_keys(wanted: Wanted, entries: Iterable[Entry]) -> Iterator[bytes]:
    """Give the entries of keys that the log does not name for their community yet; they come before what was signed.

    Args:
        wanted: whose signatures the community goes by.
        entries: of the log.
    """
    for role, key in _ordered(wanted.now - _in_force(entries, wanted.community)):
        yield KeyChange(role, None, key, wanted.community).text().encode()


def ended_keys(wanted: Wanted, entries: Iterable[Entry]) -> Iterator[bytes]:
    """Give the entries of keys that sign for their community no more; they come after what was signed.

    Args:
        wanted: whose signatures the community goes by.
        entries: of the log, before `begun_keys`.
    """
    known = _in_force(entries, wanted.community) | wanted.now
    for role, key in _ordered(known - wanted.still):
        yield KeyChange(role, key, None, wanted.community).text().encode()


def counted_at(entries: Sequence[Entry], place: int, roles: Collection[str]) -> Counted:
    """Give the keys that count for a signature: logged before it, and not ended before what it is about.

    One key may stand for several roles and communities: one person prepares here and reviews there. Entries of before
    communities were told apart count for what was signed until then, which still verifies, and for nothing since.

    Args:
        entries: of the log.
        place: of the entry that tells of signatures, or of an audit's.
        roles: that are asked for.
    """
    told = entries[place]
    assert isinstance(told, Signed | Audit), "the entry of a signature"
    manifest = entries[told.disclosure]
    assert isinstance(manifest, Manifest), "a signature is about an edition"
    apart = told_apart(entries, place)
    found = Counted({}, {})
    for index, entry in enumerate(entries[:place]):
        if not isinstance(entry, KeyChange) or entry.role not in roles:
            continue
        if entry.community == manifest.community:
            _turn(found.named, entry, ends=index < told.disclosure)
        elif not entry.community and not apart:
            _turn(found.unnamed, entry, ends=index < told.disclosure)
    return found


def roles_before(entries: Sequence[Entry], index: int) -> frozenset[str]:
    """Give the roles that had a key for an edition's community when it was logged; auditors sign later.

    Args:
        entries: of the log.
        index: of the edition's entry.
    """
    manifest = entries[index]
    assert isinstance(manifest, Manifest), "the entry of an edition"
    return frozenset(role for role, _ in _in_force(entries[:index], manifest.community)) - {AUDITED}


def told_apart(entries: Sequence[Entry], place: int) -> bool:
    """Say whether the log had told for which community a key signs before an entry; since then it has to."""
    return any(isinstance(one, KeyChange) and one.community for one in entries[:place])


def whose(entries: Iterable[Entry], key: tuple[str, bytes]) -> str:
    """Say for whom the log names a key, as a clause behind what is wrong; "" where it names it for nobody.

    Args:
        entries: of the log.
        key: its name and id, as under a signed note.
    """
    told = {
        f"{one.community or '没有写明哪个小区'}的{ROLES[one.role]}": None
        for one in entries
        if isinstance(one, KeyChange) and one.new is not None and (one.new.name, one.new.key_id) == key
    }
    return f"，登记册里它是{'、'.join(told)}" if told else ""


def _in_force(entries: Iterable[Entry], community: str) -> frozenset[_Held]:
    """List whose keys the log names for a community."""
    found: set[_Held] = set()
    for entry in entries:
        if isinstance(entry, KeyChange) and entry.community == community:
            found -= {(entry.role, key) for key in (entry.old,) if key is not None}
            found |= {(entry.role, key) for key in (entry.new,) if key is not None}
    return frozenset(found)


def _turn(found: dict[PublicKey, frozenset[str]], entry: KeyChange, *, ends: bool) -> None:
    """Follow one change of a key."""
    if entry.old is not None and ends:
        found[entry.old] = found.get(entry.old, _NONE) - {entry.role}
    if entry.new is not None:
        found[entry.new] = found.get(entry.new, _NONE) | {entry.role}


def _ordered(held: Collection[_Held]) -> list[_Held]:
    return sorted(held, key=lambda one: (COMMUNITY_ROLES.index(one[0]), one[1].text()))
