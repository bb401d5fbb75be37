"""Putting new editions into the public log, and what the site shows of it.

The order is that of a promise: what is printed is hashed, the hash is logged, and only then is anything printed that
names its place in the log; the site turns last. A run that dies in between leaves an edition in the log that the
next run prints again, to the byte, and finds there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Final

from jjledger.books.community_file import read_name
from jjledger.books.source import Source
from jjledger.errors import JjledgerError
from jjledger.facts.community import District
from jjledger.facts.posting_record import PostingRecord
from jjledger.proof import note
from jjledger.proof.checkpoint import Policy
from jjledger.proof.keys import SecretKey
from jjledger.render.owner_page import owner_page
from jjledger.render.verifier import policy_told, verifier_page
from jjledger.seal.entries import (
    Genesis,
    Notice,
    OwnersPage,
    Papers,
    Signed,
    VerifierPage,
    Withdrawal,
)
from jjledger.seal.manifest import Manifest
from jjledger.seal.monitor import Monitored, monitor
from jjledger.store.kept_log import KeptLog, is_begun, read_log
from jjledger.store.keys import Deployment, deployment, log_key
from jjledger.store.log import Log
from jjledger.store.system import System
from jjledger.workflows.log_place import community_name, log_folder, refuse_other_home
from jjledger.workflows.public_log import witness_changes
from jjledger.workflows.sealing import Registered, Sealing
from jjledger.workflows.stamping import Fresh, Stamped, Stamping

VERIFIER: Final = "verify.html"
CHECKPOINT: Final = "log/checkpoint"
SITE_NOTE: Final = "SITE.note"


@dataclass(frozen=True, slots=True)
class Registrar:
    """Who keeps a district's log: its keys, and whom readers are to trust."""

    district: District
    folder: Path  # of the log
    key: SecretKey
    deployment: Deployment
    policy: Policy
    names: Mapping[str, str]  # what people call the communities, by their names in signed texts
    verifier: bytes  # the page that is served
    kept: KeptLog | None  # the log as it was when it was looked at; None where it had not begun

    def genesis(self) -> bytes:
        """Write the entry with which a log begins."""
        return Genesis(self.policy, sha256(self.verifier).digest()).text().encode()

    def owners_page(self) -> bytes:
        """Write the page on which households open their links."""
        return owner_page(_told(self.policy, self.deployment, self.names))

    def mark(self) -> str:
        """Give what every page depends on of all this, as part of a fingerprint."""
        return f"{self.policy} {self.deployment.fingerprint()} {self.deployment.demo}"


def registrar_of(district: District, home: Path, folders: Mapping[str, Path], system: System) -> Registrar:
    """Find a district's keys, and make some for demonstration where nobody made any.

    Args:
        district: whose.
        home: the folder that holds the keys and the log.
        folders: of its communities, by their codes.
        system: the machine.

    Raises:
        LogError: the log is not what was signed.
        OptionError: signed texts cannot name a community; nothing is written then.
        StoreError: a key is damaged or another log's, or the disk refused.
    """
    names = {community_name(district, code): _name(folder) for code, folder in sorted(folders.items())}
    key = log_key(home, district.origin, system, make=True)
    place = log_folder(home)
    policy = district.policy(key.public())
    kept = read_log(place, key.public()) if is_begun(place) else None
    if kept is not None:
        refuse_other_home(district, kept.entries)
        policy = replace(policy, former=kept.former)
    secret = deployment(home, system, make=True)
    page = verifier_page(_told(policy, secret, names))
    return Registrar(district, place, key, secret, policy, names, page, kept)


def _name(folder: Path) -> str:
    """Give what people call a community; its folder's name where its settings cannot be read, which publishing says."""
    try:
        return read_name(Source(folder))
    except JjledgerError:
        return folder.name


def _told(policy: Policy, secret: Deployment, names: Mapping[str, str]) -> dict[str, object]:
    """Say on a page whom it trusts, whether that is for demonstration only, and what people call the communities."""
    return policy_told(policy) | ({"demo": True} if secret.demo else {}) | {"names": dict(names)}


def sealings(registrar: Registrar, kept: KeptLog | None, codes: Sequence[str]) -> Mapping[str, Sealing]:
    """Give what each community is sealed with, and what the log has of it.

    Args:
        registrar: who keeps the log.
        kept: the log; None where it has not begun.
        codes: of the communities.

    Raises:
        ProofError: the log breaks its own rule.
    """
    logged: dict[str, dict[str, tuple[Registered, ...]]] = {}
    for index, entry in enumerate(monitor(kept.entries).entries if kept else ()):
        if isinstance(entry, Manifest):
            periods = logged.setdefault(entry.community, {})
            periods[entry.period] = (*periods.get(entry.period, ()), Registered(index, entry))
    names = {code: community_name(registrar.district, code) for code in codes}
    return {code: Sealing(registrar.deployment, name, logged.get(name, {})) for code, name in names.items()}


def register(
    log: Log, around: tuple[Sequence[bytes], Sequence[bytes]], fresh: Sequence[Fresh], registrar: Registrar
) -> tuple[Stamping, ...]:
    """Log closings and new editions under one checkpoint; editions that are there already keep their place.

    Args:
        log: the log, held.
        around: entries that come before what was published, months closed and opened again and keys of who signs, and
            those that come after it, keys that sign no more.
        fresh: new editions, in the order in which they are to be logged.
        registrar: who keeps it.

    Raises:
        LogError: the log's rule forbids one; nothing is logged then.
        StoreError: the disk refused.
    """
    new = [one.manifest.text().encode() for one in fresh if one.manifest is not None and one.known is None]
    before, after = around
    told = (*after, *witness_changes(log, registrar.policy), *_new_verifier(log, registrar))
    places = iter(log.append([*before, *new, *told])[len(before) :])
    entries = [one.known if one.known is not None else next(places) for one in fresh]
    return tuple(
        _stamping(log, one, entry, demo=registrar.deployment.demo)
        for one, entry in zip(fresh, entries, strict=True)
    )


def register_papers(log: Log, stamped: Sequence[Stamped], more: Sequence[bytes]) -> None:
    """Log the papers of new editions, and what else is to be told of editions.

    Args:
        log: the log, held.
        stamped: new editions, by their entries.
        more: entries that may be in the log already.

    Raises:
        LogError: the log's rule forbids one.
        StoreError: the disk refused.
    """
    # Papers of an edition are logged once; what a later version of the program prints of them otherwise is no others.
    there = {entry.disclosure for entry in monitor(log.entries).entries if isinstance(entry, Papers)}
    papers = [
        Papers(one.entry, sha256(one.papers).digest()).text().encode()
        for one in stamped
        if one.papers and one.entry not in there
    ]
    known = set(log.entries)
    pages = tuple(
        entry for entry in more if entry.startswith(b"jjledger/page/")
    )  # may come back to an earlier one
    fresh = [entry for entry in dict.fromkeys([*papers, *more]) if entry not in known or entry in pages]
    log.append(fresh)


def withdrawals(log: KeptLog, community: str, folders: Sequence[str]) -> Iterator[bytes]:
    """Give the entries that say which documents were taken from the site.

    Args:
        log: the log.
        community: as signed texts name it.
        folders: of the documents below the community's, 2025/v1/public-revenue.
    """
    places = _places(log, community)
    for folder in folders:
        period, edition, document = folder.split("/")
        index = places.get((period, int(edition.removeprefix("v"))))
        if index is not None:
            yield Withdrawal(index, document).text().encode()


def signed(stampings: Sequence[Stamping]) -> Iterator[bytes]:
    """Give the entries that hold the signatures under new editions."""
    for one in stampings:
        if one.fresh.signatures:
            yield Signed(one.entry, sha256(one.fresh.signatures).digest()).text().encode()


def owners_page_change(log: KeptLog, registrar: Registrar) -> Iterator[bytes]:
    """Give the entry that names the page on which owners open their links, where it is another than before."""
    entry = OwnersPage(sha256(registrar.owners_page()).digest())
    last = next((one for one in reversed(monitor(log.entries).entries) if isinstance(one, OwnersPage)), None)
    if entry != last:
        yield entry.text().encode()


def _places(log: KeptLog, community: str) -> Mapping[tuple[str, int], int]:
    """Find a community's editions in the log, by period and number."""
    return {
        (entry.period, entry.edition): index
        for index, entry in enumerate(monitor(log.entries).entries)
        if isinstance(entry, Manifest) and entry.community == community
    }


def notices(log: KeptLog, community: str, records: Sequence[PostingRecord]) -> Iterator[bytes]:
    """Give the entries that say where papers of a community's editions hung.

    Args:
        log: the log.
        community: as signed texts name it.
        records: of posting.
    """
    places = _places(log, community)
    for record in records:
        index = places.get((record.period_code, record.version))
        if index is not None:
            digest = sha256(record.text().encode()).digest()
            yield Notice(index, record.first_day.isoformat(), digest).text().encode()


def site_files(log: KeptLog, registrar: Registrar) -> Iterator[tuple[str, bytes]]:
    """Give what the site shows of the log: its files, a proof for each disclosure, and the page that verifies.

    Yields:
        Path below the site and content.
    """
    yield from ((f"log/{name}", data) for name, data in log.site_files().items())
    found: Monitored = monitor(log.entries)
    for index, entry in enumerate(found.entries):
        if isinstance(entry, Manifest):
            size = log.size_for(index, registrar.policy)
            yield f"log/proofs/{index}.tlog-proof", log.proof(index, size)
    yield VERIFIER, registrar.verifier


def site_text(sums: bytes) -> str:
    """Write what is signed of the list of everything that is served."""
    count = sums.count(b"\n")
    return f"jjledger/site/v1\nfiles {count} {sha256(sums).hexdigest()}\n"


def site_note(sums: bytes, key: SecretKey) -> bytes:
    """Sign the list of everything that is served."""
    text = site_text(sums)
    return note.Note(text, (note.sign(text, key),)).data()


def _new_verifier(log: Log, registrar: Registrar) -> Iterator[bytes]:
    """Log the page that verifies where it is another than the log named last."""
    page = sha256(registrar.verifier).digest()
    last = b""
    for entry in monitor(log.entries).entries:
        if isinstance(entry, Genesis | VerifierPage):
            last = entry.verifier if isinstance(entry, Genesis) else entry.file
    if page != last:
        yield VerifierPage(page).text().encode()


def _stamping(log: Log, fresh: Fresh, entry: int, *, demo: bool) -> Stamping:
    size = next(size for size in log.sizes if size > entry)
    return Stamping(fresh, entry, log.tree(size).root().hex(), demo)
