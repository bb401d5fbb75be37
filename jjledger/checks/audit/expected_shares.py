"""What a leg should have given to each household, by the words that the books say it was shared by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Final, NamedTuple

from jjledger.checks.audit.asked import Asked
from jjledger.checks.audit.booked_shares import Shares
from jjledger.checks.recompute.fund import Leg
from jjledger.checks.recompute.houses import houses_of
from jjledger.checks.recompute.sharing import Odd, share_out, to_the_fen
from jjledger.facts.community import Fund
from jjledger.facts.voucher import OPENING_KIND, USE_CODE, Posting, Voucher
from jjledger.rules.project import PROJECT
from jjledger.units import share_from_text

_SHARED_BY: Final = "shared-by"  # metadata of a dividend: area, household or mixed 3/10
_REMAINDER: Final = "remainder"
_BASIS: Final = "basis"  # metadata: the agreement or article that a share rests on
_MOVED: Final = "moved"  # metadata: 01-1-101 → 01-1-101A、01-1-101B
_ODD: Final[tuple[Odd, ...]] = ("largest", "first", "last")
_AGREED: Final = frozenset({"Equity", "Income", "Expenses"})


class Expected(NamedTuple):
    """What a leg should have given; of several ways to give the odd fen any will do."""

    voucher: Voucher
    posting: Posting
    ways: tuple[Shares, ...]  # never empty; the first is shown where none fits
    by: str  # in Chinese: 按登记的建筑面积
    agreed: bool = False  # the voucher says what else the list rests on, such as who pays for no lift


def of_scope(leg: Leg) -> Expected | None:
    """Say what a leg that was shared by its scope should have given; None of any other."""
    split = leg.posting.split
    if split is None or split.kind != "scope" or leg.voucher.reverses:
        return None
    return Expected(leg.voucher, leg.posting, (leg.shares,), "按凭证写明的范围")


def of_listed_use(asked: Asked, leg: Leg) -> Expected | None:
    """Say what a list of who bears a repair should say; None where it is not known whose repair it is.

    Source: 住宅专项维修资金管理办法 第20条; R19.
    """
    voucher, posting = leg.voucher, leg.posting
    fund = asked.books.community.fund(posting.account.fund)
    split = posting.split
    listed = split is not None and split.kind == "detail" and posting.account.code == USE_CODE
    if fund is None or not listed or voucher.reverses:
        return None
    weights = areas_of(asked, fund, _scope_of(asked, voucher), voucher)
    if not weights:
        return None
    ways = tuple(share_out(-posting.amount_fen, weights, odd) for odd in _ODD)
    agreed = bool(voucher.extra.get(_BASIS))
    return Expected(voucher, posting, ways, "按项目或决定的范围内各户的建筑面积", agreed)


def of_house_split(asked: Asked, leg: Leg) -> Expected | None:
    """Say what the houses should have got that came out of another; None of any other leg.

    Principal and interest are each shared by floor area; the house named first takes the difference.

    Source: 住宅专项维修资金管理办法 第28条; R15.
    """
    voucher, posting, split = leg.voucher, leg.posting, leg.posting.split
    names = voucher.extra.get(_MOVED, "").rpartition("→")[2].strip().split("、")
    fund = asked.books.community.fund(posting.account.fund)
    if fund is None or split is None or split.kind != "detail" or voucher.reverses:
        return None
    areas = houses_of(asked.books, fund).weights(" ".join(names), "area", voucher.day)
    if (
        isinstance(areas, str)
        or {row.household for row in split.rows} != set(names)
        or not sum(areas.values())
    ):
        return None
    shares = dict.fromkeys(names, 0)
    for part in ("principal", "interest"):
        total = sum(row.amount_fen for row in split.rows if row.part == part)
        parts = [total * areas[name] // sum(areas.values()) for name in names[1:]]
        for name, fen in zip(names, [total - sum(parts), *parts], strict=True):
            shares[name] += fen
    return Expected(voucher, posting, (shares,), "按新房屋的面积")


def _scope_of(asked: Asked, voucher: Voucher) -> str:
    project = asked.books.projects.get(voucher.extra.get(PROJECT, ""))
    if project is not None:
        return project.scope
    decision = asked.books.decisions.get(voucher.decision)
    return decision.scope if decision is not None else ""


def areas_of(asked: Asked, fund: Fund, scope: str, voucher: Voucher) -> Mapping[str, int]:
    """Give the floor areas of a fund's houses that a scope names on a voucher's day; another fund's are passed over."""
    houses = houses_of(asked.books, fund)
    found: dict[str, int] = {}
    for item in scope.split():
        weights = houses.weights(item, "area", voucher.day)
        if not isinstance(weights, str):
            found.update(weights)
    return found


def dividends(asked: Asked) -> Iterator[Expected]:
    """Say what the lists of dividends of public revenue should say, among the houses that they name.

    Source: 民法典 第283条: as agreed, else by floor area; R36.
    """
    for fund in asked.books.community.funds:
        if fund.kind != "public_revenue":
            continue
        for voucher in asked.vouchers():
            for posting in voucher.postings:
                if posting.account.fund == fund.code and _hands_out(voucher, posting):
                    expected = _dividend(asked, fund, voucher, posting)
                    if expected is not None:
                        yield expected


def _hands_out(voucher: Voucher, posting: Posting) -> bool:
    """Say whether a leg owes households by a list what another leg takes from what the fund has."""
    split = posting.split
    listed = posting.account.root == "Liabilities" and split is not None and split.kind == "detail"
    of_its_own = any(leg.account.root in _AGREED and leg.amount_fen > 0 for leg in voucher.postings)
    ordinary = not voucher.reverses and voucher.kind != OPENING_KIND
    return listed and ordinary and of_its_own and posting.amount_fen < 0


def _dividend(asked: Asked, fund: Fund, voucher: Voucher, posting: Posting) -> Expected | None:
    assert posting.split is not None
    houses = houses_of(asked.books, fund)
    areas = houses.weights(" ".join(row.household for row in posting.split.rows), "area", voucher.day)
    if isinstance(areas, str):
        return None  # a house that the register does not have is found elsewhere
    said, fen = voucher.extra.get(_SHARED_BY, ""), -posting.amount_fen
    odd = voucher.extra.get(_REMAINDER, "")
    odds = tuple(one for one in _ODD if one == odd) or _ODD
    parts = {"area": Fraction(0), "household": Fraction(1)}
    if said.startswith("mixed "):
        parts = {said: share_from_text(said.removeprefix("mixed "))}
    elif said in parts:
        parts = {said: parts[said]}
    ways = tuple(_mixed(fen, areas, part, one) for part in parts.values() for one in odds)
    return Expected(voucher, posting, ways, "按凭证写明的办法" if said else "按建筑面积（按户平均也不符）")


def _mixed(fen: int, areas: Mapping[str, int], alike: Fraction, odd: Odd) -> Shares:
    """Share one part by house and the rest by floor area."""
    equal = to_the_fen(fen * alike)
    by_house = share_out(equal, dict.fromkeys(areas, 1), odd)
    by_area = share_out(fen - equal, areas, odd)
    return {name: by_house.get(name, 0) + by_area.get(name, 0) for name in areas}
