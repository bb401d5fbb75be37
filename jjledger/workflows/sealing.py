"""Sealing an edition: the households' figures of its funds under roots, and all of it under one manifest.

It runs where a community's part of the site is made, so plain data go in and out. The log itself is written
afterwards, by one process for all communities.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Final

from jjledger.books.ledger import Ledger
from jjledger.disclosure.account_words import without_code
from jjledger.disclosure.head import DOCUMENTS
from jjledger.disclosure.household_figures import fund_money, household_figures
from jjledger.disclosure.models import Disclosure, MaintenanceFund
from jjledger.disclosure.sealed_models import SealedFund
from jjledger.errors import StoreError, Trouble
from jjledger.facts.community import Fund
from jjledger.period import parse_period
from jjledger.seal.manifest import Beacon, Held, Manifest
from jjledger.seal.salts import Publication, rotation, salt
from jjledger.seal.sealing import Sealed, Secrets, dump_sealed, load_sealed, seal_fund
from jjledger.seal.statement import NOW, Statement
from jjledger.seal.words import COLUMNS, FUNDS
from jjledger.store.files import PRIVATE, read_or_none
from jjledger.store.home import find_home
from jjledger.store.keys import Deployment
from jjledger.store.manifest import text_hash
from jjledger.store.owner_keys import Master, owner_keys
from jjledger.store.system import System

MANIFEST: Final = "manifest.txt"
SEALED: Final = (
    f"{PRIVATE}/sealed"  # below a community's folder: what the packs of each edition are made from
)
# What a sample is drawn by, unless the community names something else: nobody here can choose it, anybody can look
# it up, and it is not known yet when the manifest is logged.
_BEACON: Final = (
    "sse-close"  # 上证指数收盘, of that day or of the last day before it on which there was trading
)
_BEACON_DAYS: Final = 7


@dataclass(frozen=True, slots=True)
class Registered:
    """A disclosure that is in the log."""

    index: int  # of its entry
    manifest: Manifest


@dataclass(frozen=True, slots=True)
class Sealing:
    """What a community is sealed with."""

    deployment: Deployment
    community: str  # its name in signed texts
    logged: Mapping[str, tuple[Registered, ...]] = field(
        default_factory=dict
    )  # by period, in the log's order
    signing: Mapping[str, Manifest] = field(
        default_factory=dict
    )  # by period, printed and waiting to be signed

    @property
    def master(self) -> Master:
        """Derive the community's key."""
        return self.deployment.master(self.community)

    def last(self, period: str) -> Registered | None:
        """Give what the log has in force of a period."""
        found = self.logged.get(period)
        return found[-1] if found else None

    def awaited(self, period: str) -> Manifest | None:
        """Give the edition to be printed next, where it is known already: it is in the log, or is being signed."""
        last, waiting = self.last(period), self.signing.get(period)
        if last is not None and (waiting is None or waiting.edition <= last.manifest.edition):
            return last.manifest
        return waiting

    def known(self, period: str, edition: int) -> Manifest | None:
        """Give what an edition was logged or is being signed with; None of one that is new."""
        logged, awaited = self.of(period, edition), self.awaited(period)
        if logged is not None:
            return logged.manifest
        return awaited if awaited is not None and awaited.edition == edition else None

    def of(self, period: str, edition: int) -> Registered | None:
        """Give what the log has of an edition."""
        return next((one for one in self.logged.get(period, ()) if one.manifest.edition == edition), None)


def seal_pages(
    ledger: Ledger, pages: Sequence[Disclosure], sealing: Sealing, system: System
) -> tuple[tuple[Disclosure, ...], tuple[Sealed, ...]]:
    """Seal the households' figures of an edition's funds, and print the roots on the funds' pages.

    Args:
        ledger: the community.
        pages: the edition's, as they are to be printed.
        sealing: what it is sealed with.
        system: the machine, for the owners' keys.

    Returns:
        The pages, and what was sealed of each fund in the order of the manifest.

    Raises:
        StoreError: the keys cannot be read or kept.
    """
    sealed = {
        page.head.document: _seal(ledger, page, sealing, system)
        for page in pages
        if isinstance(page, MaintenanceFund)
    }
    told = tuple(
        replace(page, sealed=_said(sealed[page.head.document], demo=sealing.deployment.demo))
        if isinstance(page, MaintenanceFund)
        else page
        for page in pages
    )
    return told, tuple(sorted(sealed.values(), key=lambda one: FUNDS.index(one.fund)))


def manifest_of(
    ledger: Ledger, page: Disclosure, sealing: Sealing, made: tuple[bytes, Sequence[Sealed]], text: str
) -> Manifest:
    """Say what the log will hold of an edition.

    An edition that the log has already, since the site was lost or never turned, keeps what the log says of the
    books it was made from.

    Args:
        ledger: the community.
        page: one of the edition's pages, for its period, number and day.
        sealing: what it is sealed with.
        made: the edition's SHA256SUMS, and its funds.
        text: names the text of the books, see `text_of`.
    """
    head, (sums, sealed) = page.head, made
    assert head.issued is not None, "what is logged has gone out"
    logged, last = sealing.of(head.period_code, head.edition), sealing.last(head.period_code)
    known = sealing.known(head.period_code, head.edition)
    return Manifest(
        community=sealing.community,
        period=head.period_code,
        edition=head.edition,
        issued=head.issued.isoformat(),
        files=sha256(sums).digest(),
        ledger=known.ledger if known else text,
        beacon=known.beacon if known else _beacon(head.issued) if sealed else None,
        replaces=logged.manifest.replaces if logged else last.index if last else None,
        funds=tuple(one.block(_held(ledger, one)) for one in sealed),
    )


def text_of(folder: Path, system: System) -> str:
    """Name the text of the books: by the commit where git has all of it, else by its hash.

    Args:
        folder: the community's.
        system: the machine.

    Raises:
        StoreError: git refused, or a file cannot be read.
    """
    repository = find_home(folder, system).repository
    head = repository.head() if repository else None
    if repository is not None and head is not None:
        own = folder.resolve().relative_to(repository.root).as_posix()
        if not repository.say("status", "--porcelain", "--untracked-files=all", "--", own):
            return head
    return f"sha256:{text_hash(folder)}"


def register_name(fund: str) -> str:
    """Name the file of a fund's register in the edition's folder."""
    return f"register-{fund}.txt"


def kept_sealed(period: str, edition: int, sealed: Sequence[Sealed]) -> dict[str, bytes]:
    """Give the files, by name, from which every household's pack can be made; as secret as the keys."""
    return {sealed_name(period, edition, one.fund): dump_sealed(one) for one in sealed}


def sealed_name(period: str, edition: int, fund: str) -> str:
    """Name the private file from which the packs of a fund in an edition can be made."""
    return f"{period}.v{edition}.{fund}.json"


def sealed_of(folder: Path, manifest: Manifest, fund: str, system: System) -> Sealed:
    """Read what the packs of a fund in an edition are made from.

    Args:
        folder: the community's.
        manifest: the edition's.
        fund: one that the edition has.
        system: the machine.

    Raises:
        StoreError: it is not there, or is not what was sealed.
    """
    path = folder / SEALED / sealed_name(manifest.period, manifest.edition, fund)
    data = read_or_none(path, system)
    block = manifest.fund(fund)
    try:
        sealed = load_sealed(data or b"")
        held = block is not None and sealed.block(block.held) == block
    except ValueError:
        held = False
    if not held:
        raise StoreError(
            Trouble(
                str(path), "核对包所用的底稿不在，或者不是封签时的那一份。",
                "请从备份找回 private/sealed；没有备份的，这一版的核对包做不出来，下一版公示时会有新的。",
            )
        )  # fmt: skip
    return sealed


def _seal(ledger: Ledger, page: MaintenanceFund, sealing: Sealing, system: System) -> Sealed:
    books, head = ledger.books, page.head
    fund = _fund(ledger, page)
    known = sealing.known(head.period_code, head.edition)
    if known is not None and known.fund(fund_name(fund)) is not None:
        with suppress(StoreError):  # lost, or of an edition that was signed and came out otherwise
            return sealed_of(ledger.folder, known, fund_name(fund), system)
    period = parse_period(head.period_code)
    found = household_figures(books, ledger.replayed.shares[fund.code], period)
    keys = owner_keys(ledger.folder, sealing.master, found, period.last_day, system)
    name = fund_name(fund)
    about = Publication(sealing.community, head.period_code, name, head.edition)
    statements = [
        Statement(
            NOW, sealing.community, head.period_code, name, room,
            one.opening_fen, one.paid_fen, one.interest_fen, one.spent_fen, one.closing_fen, one.arrears_fen,
        )
        for room, one in found.items()
    ]  # fmt: skip
    secrets = Secrets(
        {room: salt(keys[room], about) for room in found},
        {column: rotation(sealing.master.secret, about, column) for column in COLUMNS},
    )
    return seal_fund(statements, secrets)


def _fund(ledger: Ledger, page: MaintenanceFund) -> Fund:
    """Find the fund that a page is about."""
    return next(
        fund
        for fund in ledger.books.community.funds
        if DOCUMENTS[fund.kind] == page.head.document and without_code(fund.code) == page.head.fund
    )


def fund_name(fund: Fund) -> str:
    """Name a fund in signed texts."""
    return fund.kind.replace("_", "-")


def _said(sealed: Sealed, *, demo: bool) -> SealedFund:
    """Say on the page what is sealed under it."""
    block = sealed.sums
    return SealedFund(
        households=len(sealed.statements),
        statements=sealed.statements_root.hex(),
        closing_fen=block.closing_fen,
        closing_root=sealed.closing.root().hex() if sealed.closing else "",
        arrears_fen=block.arrears_fen,
        arrears_root=sealed.arrears.root().hex() if sealed.arrears else "",
        demo=demo,
    )


def _held(ledger: Ledger, sealed: Sealed) -> Held:
    fund = next(one for one in ledger.books.community.funds if fund_name(one) == sealed.fund)
    period = parse_period(sealed.statements[0].period)
    money = fund_money(ledger.books, fund, ledger.replayed.shares[fund.code], period)
    return Held(
        undistributed_fen=money.undistributed_fen,
        payable_fen=money.payable_fen,
        selling_unit_fen=money.selling_unit_fen,
        invested_fen=money.invested_fen,
        pettycash_fen=money.petty_cash_fen,
        bank_fen=money.bank_fen,
    )


def _beacon(issued: date) -> Beacon:
    return Beacon(_BEACON, (issued + timedelta(days=_BEACON_DAYS)).isoformat())
