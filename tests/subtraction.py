"""An attack on what is published: can anybody work out a household's money by subtraction?

The attacker knows every number of every page, of the public book and of the front page at every
month's end, and how each hangs together with what moved. The latter is found without a look into
the program: one household's amount is raised by a fen, everything is published anew, and the
numbers that move are those that contain it. Then it is exact linear algebra whether some
combination of published numbers contains fewer than ten households and yet says more than the
half-year's sums, which are public by law.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Final

from jjledger.disclosure.community import Standing, community_page
from jjledger.disclosure.head import Setting
from jjledger.disclosure.maintenance_fund import maintenance_fund
from jjledger.disclosure.models import MaintenanceFund
from jjledger.disclosure.public_book import public_book
from jjledger.disclosure.small import LEAST_HOUSEHOLDS
from jjledger.facts.books import Books
from jjledger.facts.voucher import Posting, Voucher
from jjledger.period import Period, day_after, whole_periods
from jjledger.rules.replay import replay
from jjledger.rules.scope import in_scope, scope_items, sharers
from jjledger.units import fen_from_text
from tests.small_books import OWNERS

_AMOUNT: Final = re.compile(r"-?\d[\d,]*\.\d\d")
Numbers = Mapping[str, int]


class OnTheEdgeError(Exception):
    """Two ties at once: a fen up and a fen down both change what is shown, so nothing can be measured."""


@dataclass(frozen=True)
class Secret:
    """An amount that must stay unknown: some households' part of one leg of a voucher."""

    name: str
    voucher: int
    leg: int
    row: int  # of the detail file; -1 where the leg itself is the amount
    households: frozenset[str]


@dataclass(frozen=True)
class Group:
    """Secrets that stand in the same published numbers."""

    households: frozenset[str]
    factors: Numbers


@dataclass(frozen=True)
class Publication:
    """All numbers that ever went out, and those that the law wants out."""

    numbers: Numbers
    lawful: frozenset[str]


def leaks(books: Books, until: date) -> list[frozenset[str]]:
    """List the groups of fewer than ten households about whom subtraction tells more than the law.

    Args:
        books: books with one owners' fund.
        until: the last day published, the end of a half-year.

    Raises:
        OnTheEdgeError: these books cannot be attacked so; very rare.
    """
    publication = publish(books, until)
    groups = _groups(_columns(books, until, publication))
    told, lawful = (
        _basis({tuple(group.factors.get(name, 0) for group in groups) for name in names})
        for names in ({name for group in groups for name in group.factors}, publication.lawful)
    )
    return [
        frozenset().union(*(groups[place].households for place in kept))
        for kept in _small_choices(groups)
        if _freedom(told, kept) > _freedom(lawful, kept)
    ]


def publish(books: Books, until: date) -> Publication:
    """Publish everything, month by month, and collect the numbers."""
    shares = replay(books).shares
    fund = books.community.fund(OWNERS)
    assert fund is not None
    numbers: dict[str, int] = {}
    lawful: set[str] = set()
    first = books.vouchers[0].day.replace(month=1, day=1)
    for period in (*whole_periods("half_year", first, until), *whole_periods("year", first, until)):
        page = maintenance_fund(books, fund, period, shares[OWNERS], Setting())
        named = dict(_numbers(page, period.code))
        numbers |= named
        lawful |= {name for name in named if _is_lawful(name, period)}
    for month in whole_periods("month", first, until):
        standing = Standing(day_after(month.last_day), month.last_day, {})
        page_numbers = dict(_numbers(community_page(books, (), standing), month.code))
        numbers |= page_numbers
    numbers |= dict(_numbers(public_book(books, shares, until), "book"))
    return Publication(numbers, frozenset(lawful))


def _is_lawful(name: str, period: Period) -> bool:
    """Say whether a number is one of a half-year's statement itself, not of its tables and vouchers."""
    field = name.removeprefix(f"{period.code}/").split("/")[0]
    return (
        "H" in period.code
        and field not in {"buildings", "vouchers", "projects"}
        and not field.startswith("arrears")
        and field in {item.name for item in fields(MaintenanceFund)}
    )


def _numbers(value: object, path: str) -> Iterator[tuple[str, int]]:
    """List every amount in a view model, those inside of words too; a bar's width is none."""
    if isinstance(value, bool) or value is None or path.endswith("/width"):
        return
    if isinstance(value, int):
        yield path, value
    elif isinstance(value, str):
        for place, match in enumerate(_AMOUNT.findall(value)):
            yield f"{path}#{place}", fen_from_text(match)
    elif is_dataclass(value):
        for item in fields(value):
            yield from _numbers(getattr(value, item.name), f"{path}/{item.name}")
    elif isinstance(value, tuple):
        seen: Counter[str] = Counter()
        for item in value:
            name = _name(item)
            seen[name] += 1
            yield from _numbers(item, f"{path}/{name}~{seen[name]}")


def _name(item: object) -> str:
    """Name an item of a list by what it says, so that it keeps its name when others go."""
    if isinstance(item, tuple):
        return str(item[0])
    said = [
        getattr(item, name, "") for name in ("day", "anchor", "label", "account", "narration", "metadata")
    ]
    return " ".join(str(word) for word in said if word)


# --- what contains what -----------------------------------------------------------------------


def _columns(books: Books, until: date, publication: Publication) -> Mapping[Secret, Numbers]:
    """Find for every secret the numbers that contain it, and how often.

    What a voucher moved in one building is published alike, household by household; that is
    tried on the first and the last of them and taken for the rest.
    """
    columns: dict[Secret, Numbers] = {}
    for secrets in _by_building(secrets_of(books)):
        ends = [_moved(books, secret, until, publication) for secret in (secrets[0], secrets[-1])]
        alike = len(secrets) > 1 and ends[0] == ends[1]
        for secret in secrets:
            columns[secret] = ends[0] if alike else _moved(books, secret, until, publication)
    return columns


def _by_building(secrets: Iterable[Secret]) -> list[list[Secret]]:
    groups: dict[tuple[int, int, str], list[Secret]] = {}
    for secret in secrets:
        building = min(secret.households).split("-")[0]
        groups.setdefault((secret.voucher, secret.leg, building), []).append(secret)
    return list(groups.values())


def secrets_of(books: Books) -> Iterator[Secret]:
    """List what vouchers moved household by household, or among fewer than ten."""
    everyone = sharers(books.register, books.community.funds[0], books.community)
    for place, voucher in enumerate(books.vouchers):
        for number, leg in enumerate(voucher.postings):
            name = f"{voucher.key}/{number}"
            if leg.split is None:
                continue
            if leg.split.kind == "household":
                yield Secret(name, place, number, -1, frozenset({leg.split.value}))
            elif leg.split.kind == "detail":
                for row, item in enumerate(leg.split.rows):
                    yield Secret(f"{name}/{row}", place, number, row, frozenset({item.household}))
            elif leg.split.kind == "scope":
                rows, _ = in_scope(everyone, scope_items(leg.split.value), voucher.day)
                if len(rows) < LEAST_HOUSEHOLDS:
                    yield Secret(name, place, number, -1, frozenset(row.id for row in rows))


def _moved(books: Books, secret: Secret, until: date, publication: Publication) -> Numbers:
    """Change a secret by a fen and see which numbers move.

    Where one household has exactly half of something, a fen up (or else a fen down) changes what
    is shown at all; the other direction leaves it. What came to zero is not shown, and is one then.
    """
    before = publication.numbers
    for fen in (1, -1):
        after = publish(_changed(books, secret, fen), until).numbers
        moved = {name: after.get(name, 0) - before.get(name, 0) for name in before.keys() | after.keys()}
        if all(abs(step) <= 1 for step in moved.values()):
            return {name: fen * step for name, step in moved.items() if step}
    raise OnTheEdgeError(secret.name)


def _changed(books: Books, secret: Secret, fen: int) -> Books:
    voucher = books.vouchers[secret.voucher]
    legs = list(voucher.postings)
    legs[secret.leg] = _changed_leg(legs[secret.leg], secret.row, fen)
    bank = next(place for place, leg in enumerate(legs) if leg.account.root == "Assets")
    legs[bank] = replace(legs[bank], amount_fen=legs[bank].amount_fen - fen)
    changed: list[Voucher] = list(books.vouchers)
    changed[secret.voucher] = replace(voucher, postings=tuple(legs))
    return replace(books, vouchers=tuple(changed))


def _changed_leg(leg: Posting, row: int, fen: int) -> Posting:
    changed = replace(leg, amount_fen=leg.amount_fen + fen)
    if row < 0 or leg.split is None:
        return changed
    rows = list(leg.split.rows)
    same_sign = sum(item.amount_fen for item in rows) == leg.amount_fen
    rows[row] = replace(rows[row], amount_fen=rows[row].amount_fen + (fen if same_sign else -fen))
    return replace(changed, split=replace(leg.split, rows=tuple(rows)))


# --- exact linear algebra ---------------------------------------------------------------------


def _groups(columns: Mapping[Secret, Numbers]) -> list[Group]:
    """Put together the secrets that are published alike: no combination tells them apart."""
    alike: dict[frozenset[tuple[str, int]], set[str]] = {}
    for secret, moved in columns.items():
        alike.setdefault(frozenset(moved.items()), set()).update(secret.households)
    return [Group(frozenset(households), dict(factors)) for factors, households in alike.items()]


def _small_choices(groups: Sequence[Group], chosen: frozenset[int] = frozenset()) -> Iterator[frozenset[int]]:
    """List the largest choices of groups that count fewer than ten households together."""
    held = frozenset().union(*(groups[place].households for place in chosen))
    fits = [
        place
        for place, group in enumerate(groups)
        if place not in chosen and len(held | group.households) < LEAST_HOUSEHOLDS
    ]
    if not fits:
        yield chosen
    last = max(chosen, default=-1)
    for place in fits:
        if place > last:
            yield from _small_choices(groups, chosen | {place})


def _basis(rows: Iterable[Sequence[int]]) -> list[list[Fraction]]:
    """Reduce rows to independent ones."""
    basis: list[tuple[int, list[Fraction]]] = []  # place of the first entry, which is 1
    for row in rows:
        rest = [Fraction(entry) for entry in row]
        for lead, base in basis:
            if rest[lead]:
                rest = [entry - rest[lead] * other for entry, other in zip(rest, base, strict=True)]
        lead = next((place for place, entry in enumerate(rest) if entry), None)
        if lead is not None:
            basis.append((lead, [entry / rest[lead] for entry in rest]))
    return [row for _, row in basis]


def _freedom(basis: Sequence[Sequence[Fraction]], kept: frozenset[int]) -> int:
    """Count the independent combinations that contain nothing but the groups kept."""
    outside = [[entry for place, entry in enumerate(row) if place not in kept] for row in basis]
    return len(basis) - len(_basis(outside))
