"""Households' statements with their proofs: what is printed for an owner is held against what was sealed of it.

A statement whose figures are no longer those that were published carries no proof and says so; a proof of other
figures would be worse than none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

from jjledger.books.community_file import read_community
from jjledger.books.source import Source
from jjledger.disclosure.equation import balance_of
from jjledger.disclosure.models import HouseholdStatement
from jjledger.disclosure.sealed_models import HouseholdAddress, HouseholdProof
from jjledger.facts.community import Fund
from jjledger.period import parse_period
from jjledger.seal.codes import household_code
from jjledger.seal.link import Link, owners_page
from jjledger.seal.sealing import Sealed, packs
from jjledger.seal.statement import Statement
from jjledger.seal.words import COLUMNS
from jjledger.store.kept_log import is_begun, read_log
from jjledger.store.keys import deployment
from jjledger.store.system import System
from jjledger.workflows.district_keys import district_around
from jjledger.workflows.log_place import community_name, log_folder, log_home
from jjledger.workflows.owner_links import Linked, links_end, open_links
from jjledger.workflows.registering import VERIFIER
from jjledger.workflows.sealed_packs import Shelf
from jjledger.workflows.sealing import Registered, fund_name, sealed_of

_CHANGED: Final = "这一期公示以后账改过，本单与封签时的数不同，所以不附核对包；更正公示以后重新打印就有。"
_ABSENT: Final = "这一户不在这一期的封签里，所以不附核对包。"


class HouseholdProofs:
    """The proofs of one community's statements; what all households share is read once."""

    def __init__(self, folder: Path, system: System, today: date | None = None) -> None:
        """Read the public log; without one there are no proofs.

        Args:
            folder: the community's.
            system: the machine.
            today: the day on which a link has to lead somewhere to be named; None names none.

        Raises:
            CommunityFileError: the community's or the district's file is refused.
            LogError: the log is not as it was signed.
            StoreError: git refused to look.
        """
        self._folder, self._system, self._today = folder, system, today
        home = log_home(folder, system)
        place = log_folder(home)
        self._demo = False
        self._site = ""
        self._linked: Linked | None = None
        self._links: dict[tuple[str, str], Mapping[str, Link]] = {}
        self._shelf: Shelf | None = None
        self._sealed: dict[tuple[str, str], tuple[Registered, Sealed] | None] = {}
        self._unsealed: dict[tuple[str, str], str] = {}  # why a period and fund has no proofs
        if is_begun(place):
            district = district_around(folder)
            log = read_log(place)
            name = community_name(district, folder.name)
            self._shelf = Shelf(folder, name, log, district.policy(log.key))
            master = deployment(home, system).master(name)
            self._demo, self._site = master.demo, district.site
            settings = read_community(Source(folder)).owner_links
            if settings.enabled and self._site and today:
                self._linked = Linked(folder, settings, master)

    def proved(self, page: HouseholdStatement, fund: Fund) -> HouseholdStatement:
        """Put a household's proof beside its statement.

        Args:
            page: the statement.
            fund: whose it is.

        Returns:
            The statement with its proof, or with why it has none; as it is where nothing of the fund is sealed.

        Raises:
            StoreError: what the period was sealed from is lost.
        """
        if not page.building:
            return page
        found = self._of(page.head.period_code, fund_name(fund))
        if found is None:
            asked = page.head.period_code, fund_name(fund)
            if asked not in self._unsealed:
                self._unsealed[asked] = self._not_sealed(*asked)
            return replace(page, unproved=self._unsealed[asked])
        registered, sealed = found
        place = sealed.places.get(page.household)
        if place is None:
            return replace(page, unproved=_ABSENT)
        statement = sealed.statements[place]
        if _figures(page) != _told(statement):
            return replace(page, unproved=_CHANGED)
        return replace(page, proof=self._proof(registered, sealed, statement))

    def in_force(self) -> tuple[Registered, ...]:
        """List the editions in force whose households are sealed, in the log's order."""
        return self._shelf.in_force() if self._shelf else ()

    def packs(self, registered: Registered) -> Iterator[tuple[str, str, bytes]]:
        """Make all packs of an edition.

        Args:
            registered: one of those in force.

        Yields:
            Fund, household and pack.

        Raises:
            StoreError: what the edition was sealed from is lost.
        """
        assert self._shelf is not None, "what is in force is in the log"
        proof = self._shelf.proof(registered.index)
        for block in registered.manifest.funds:
            sealed = sealed_of(self._folder, registered.manifest, block.fund, self._system)
            for room, data in packs(sealed, registered.manifest.text(), proof):
                yield block.fund, room, data

    def _of(self, period: str, fund: str) -> tuple[Registered, Sealed] | None:
        """Find what is in force of a fund and period."""
        if (period, fund) not in self._sealed:
            registered = next(
                (one for one in self.in_force() if one.manifest.period == period and one.manifest.fund(fund)),
                None,
            )
            self._sealed[period, fund] = (
                (registered, sealed_of(self._folder, registered.manifest, fund, self._system))
                if registered
                else None
            )
        return self._sealed[period, fund]

    def _not_sealed(self, code: str, fund: str) -> str:
        """Say why a statement of a period that is not in the log has no proof, and which one has; "" without a log."""
        asked = parse_period(code)
        out = [parse_period(one.manifest.period) for one in self.in_force() if one.manifest.fund(fund)]
        around = [one for one in out if one.contains(asked.first_day) and one.contains(asked.last_day)]
        if around:
            shortest = min(around, key=lambda one: one.last_day - one.first_day)
            return f"{asked.title}没有单独公示，所以没有核对码；要能核对的，请要{shortest.title}的对账单。"
        if not out:
            return ""
        latest = max(out, key=lambda one: one.last_day)
        return f"{asked.title}还没有公示，所以没有核对码；公示过的最近一期是{latest.title}。"

    def _proof(self, registered: Registered, sealed: Sealed, statement: Statement) -> HouseholdProof:
        shelf = self._shelf
        assert shelf is not None, "what is sealed is in the log"
        log = shelf.log
        size = next(size for size in log.sizes if size > registered.index)
        return HouseholdProof(
            entry=registered.index,
            root=log.tree(size).root().hex(),
            code=_code(sealed, statement),
            pack=sealed.pack(
                statement.room, registered.manifest.text(), shelf.proof(registered.index)
            ).decode(),
            demo=self._demo,
            address=f"{self._site.rstrip('/')}/{VERIFIER}" if self._site else "",
            link=self._address(registered, sealed, statement),
        )

    def _address(
        self, registered: Registered, sealed: Sealed, statement: Statement
    ) -> HouseholdAddress | None:
        """Give a household's link, if it leads to the statement today; those of a period are derived together."""
        if self._linked is None:
            return None
        end = links_end(self._linked.settings, date.fromisoformat(registered.manifest.issued))
        if self._today is None or self._today > end:
            return None
        key = statement.period, statement.fund
        if key not in self._links:
            last_day = parse_period(statement.period).last_day
            self._links[key] = open_links(
                self._folder, self._linked.master, tuple(sealed.places), last_day, self._system
            )
        link = self._links[key].get(statement.room)
        return (
            HouseholdAddress(link.address(self._site), owners_page(self._site), link.spoken(), end)
            if link
            else None
        )


def _code(sealed: Sealed, statement: Statement) -> str:
    """Write the household's code: of the column in which it has something, else of its place in the register."""
    place = sealed.places[statement.room]
    salt = sealed.secrets.salt_of[statement.room]
    intervals = sealed.intervals(place)
    for column in COLUMNS:
        if column in intervals:
            one = intervals[column]
            return household_code(statement, salt, one.start, one.proof, column)
    return household_code(statement, salt, place, sealed.tree.inclusion(place), "")


def _figures(page: HouseholdStatement) -> tuple[int, ...]:
    """Give what a statement says in the six figures that are sealed."""
    opening = page.opening_principal_fen + page.opening_interest_fen - page.opening_arrears_fen
    left = balance_of(page) - page.closing_arrears_fen
    return opening, page.paid_fen, page.earned_fen, page.used_fen, max(left, 0), max(-left, 0)


def _told(statement: Statement) -> tuple[int, ...]:
    return (
        statement.opening_fen, statement.paid_fen, statement.interest_fen, statement.spent_fen,
        statement.closing_fen, statement.arrears_fen,
    )  # fmt: skip
