"""Replay a fund's vouchers in the order of the rules: who had what, on every day.

Within a day deposits come first, then draws and refunds, then distributions; inside each
by voucher. A reversal follows the kind it undoes. Nothing here reads files or words
messages: what cannot be carried out is returned as a `Problem`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

import numpy as np

from jjledger.facts.books import Books
from jjledger.facts.community import OWNERS_FUND_KINDS, Fund
from jjledger.facts.shares import FundShares, MovementKind, ShareRows
from jjledger.facts.voucher import Posting, Voucher
from jjledger.rules.closing import owners_money_codes
from jjledger.rules.distribution import Distributed, distribute
from jjledger.rules.problem import Problem
from jjledger.rules.purse import Deltas, Purse
from jjledger.rules.reversal import VoucherNames, find_reversed, voucher_names
from jjledger.rules.scope import sharers
from jjledger.rules.shares import SELLING_UNIT, Holders, Shared, movement_kind, share_posting

_KIND_ORDER: Final = {"初": 0, "收": 1, "付": 2, "转": 3}
_IN, _OUT, _DISTRIBUTION = 0, 2, 4


@dataclass(frozen=True, slots=True)
class Replayed:
    """What came of replaying a community's books."""

    shares: Mapping[str, FundShares]  # by fund code
    problems: tuple[Problem, ...]


@dataclass(slots=True)
class _Run:
    """The state of one fund's replay."""

    books: Books
    fund: Fund
    names: VoucherNames  # of its posted vouchers
    holders: Holders
    purse: Purse
    rows: list[ShareRows] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    distributed: list[Distributed] = field(default_factory=list)
    by_voucher: dict[int, list[int]] = field(default_factory=dict)  # id(voucher) → places of its rows
    undone: set[int] = field(default_factory=set)  # id(posting) of those reversed; each is undone once


def replay(books: Books) -> Replayed:
    """Replay every fund whose money belongs to households.

    Args:
        books: the general book; postings to owners' money without exactly one split are
            skipped here and reported by the checks.

    Returns:
        Shares by fund code, and what could not be carried out.

    Source: 住宅专项维修资金管理办法 第10条 accounts by door; house order of booking (R25, R30).
    """
    shares = {}
    problems: list[Problem] = []
    names = voucher_names(books.posted())
    for fund in books.community.funds:
        if fund.kind in OWNERS_FUND_KINDS:
            run = _replay_fund(books, fund, names)
            shares[fund.code] = FundShares(
                fund.code,
                tuple(run.holders.places),
                tuple(run.rows),
                sum(distribution.kept_back_fen for distribution in run.distributed),
                run.purse.balances(),
                tuple((done.voucher.day, done.kept_back_fen) for done in run.distributed),
            )
            problems.extend(run.problems)
    return Replayed(shares, tuple(problems))


def voucher_order(voucher: Voucher) -> tuple[int, str]:
    """Give the place of a voucher among those of one day: 初 收 付 转, then by number."""
    return _KIND_ORDER.get(voucher.kind, len(_KIND_ORDER)), voucher.number


def _replay_fund(books: Books, fund: Fund, names: VoucherNames) -> _Run:
    run = _Run(books, fund, names, _holders(books, fund), Purse.empty(0))
    run.purse = Purse.empty(len(run.holders.places))
    for _, _, voucher, posting in _in_order(books, fund):
        _carry_out(run, voucher, posting)
    return run


def _holders(books: Books, fund: Fund) -> Holders:
    """List households in register order, then selling units as the vouchers name them."""
    everyone = sharers(books.register, fund, books.community)
    of_fund = {row.id for row in everyone.rows}
    names = [holder for holder in books.register.ids() if holder in of_fund]
    names += sorted(
        {
            SELLING_UNIT + posting.split.value
            for voucher in books.vouchers
            for posting in voucher.postings
            if posting.account.fund == fund.code
            and posting.split is not None
            and posting.split.kind == "selling_unit"
        }
    )
    return Holders({name: place for place, name in enumerate(names)}, everyone)


def _in_order(books: Books, fund: Fund) -> Iterable[tuple[date, int, Voucher, Posting]]:
    """List the split postings to owners' money in the order of booking."""
    found = []
    for voucher in books.posted():
        codes = owners_money_codes(fund, voucher.day)
        for posting in voucher.postings:
            account = posting.account
            if account.fund == fund.code and account.code in codes and posting.split is not None:
                found.append((voucher.day, _rank(voucher, posting), voucher, posting))
    # sorted() is stable: postings of one voucher keep their order within a rank.
    return sorted(found, key=lambda item: (item[0], item[1], voucher_order(item[2])))


def _rank(voucher: Voucher, posting: Posting) -> int:
    """Rank a posting within its day; a reversal stands right after the kind it undoes.

    A distribution is undone in the order of the vouchers, so that its period may be distributed
    again on the same day.
    """
    split = posting.split
    assert split is not None, "only split postings are ordered"
    if split.kind == "interest":
        return _DISTRIBUTION
    takes = posting.amount_fen > 0
    rank = _OUT if takes != bool(voucher.reverses) else _IN
    return rank + 1 if voucher.reverses else rank


def _carry_out(run: _Run, voucher: Voucher, posting: Posting) -> None:
    """Book one posting into the purse, or note why it cannot be."""
    if voucher.reverses:
        _reverse(run, voucher, posting)
        return
    assert posting.split is not None, "only split postings are replayed"
    if posting.split.kind == "interest":
        done = distribute(run.books, run.fund, (voucher, posting), _history(run))
        if isinstance(done, Problem):
            run.problems.append(done)
            return
        shared, distribution = done
        run.distributed.append(distribution)
        outcome: tuple[Shared, ...] | Problem = (shared,)
    else:
        outcome = share_posting(voucher, posting, run.holders)
    if isinstance(outcome, Problem):
        run.problems.append(outcome)
        return
    for shared in outcome:
        _move(run, voucher, posting, shared)


def _history(run: _Run) -> tuple[list[ShareRows], list[Distributed], Holders]:
    return run.rows, run.distributed, run.holders


def _move(run: _Run, voucher: Voucher, posting: Posting, shared: Shared) -> None:
    """Move the amounts of one part; rows that add and rows that take are moved apart."""
    kind = movement_kind(posting)
    # A share of nothing stands with the others of its posting.
    taken = shared.amounts <= 0 if posting.amount_fen > 0 else shared.amounts < 0
    for takes in (False, True):
        chosen = taken == takes
        if not bool(chosen.any()):
            continue
        holders, amounts = shared.holders[chosen], shared.amounts[chosen]
        deltas = _deltas(run, kind, shared, (voucher, posting), chosen)
        weights = tuple(np.array(shared.weights, dtype=object)[chosen]) if shared.weights else ()
        _note(
            run,
            ShareRows(
                voucher.day, voucher, posting, kind, holders, amounts, *deltas,
                weights, shared.weight_unit, shared.total_weight, -posting.amount_fen,
            ),
        )  # fmt: skip


def _deltas(
    run: _Run, kind: MovementKind, shared: Shared, where: tuple[Voucher, Posting], chosen: np.ndarray
) -> Deltas:
    holders, amounts = shared.holders[chosen], shared.amounts[chosen]
    if int(amounts.min()) >= 0:
        return run.purse.receive(holders, amounts, shared.part)
    if kind == "transfer":
        taken = run.purse.take(holders, -amounts, shared.part)
        if taken is not None:
            return taken
        run.problems.append(Problem("part_overdrawn", *where, _first_short(run, holders, -amounts, shared)))
    policy = run.fund.policy_on(where[0].day)
    return run.purse.draw(holders, -amounts, policy.draw_order if policy else "principal")


def _first_short(run: _Run, holders: np.ndarray, amounts: np.ndarray, shared: Shared) -> str:
    balance = run.purse.principal if shared.part == "principal" else run.purse.interest
    short = holders[balance[holders] < amounts]
    return list(run.holders.places)[int(short[0])]


def _note(run: _Run, rows: ShareRows) -> None:
    delta = rows.delta_principal + rows.delta_interest - rows.delta_arrears
    assert bool((delta == rows.amount).all()), "a row's changes must come to its amount"
    run.by_voucher.setdefault(id(rows.voucher), []).append(len(run.rows))
    run.rows.append(rows)


def _reverse(run: _Run, voucher: Voucher, posting: Posting) -> None:
    """Undo the household rows of the posting that this one reverses."""
    original = find_reversed(run.names, voucher, run.fund.code)
    if original is None:
        run.problems.append(Problem("reversed_unknown", voucher, posting, voucher.reverses))
        return
    booked = run.by_voucher.get(id(original), [])
    undone = next(
        (
            run.rows[place].posting
            for place in booked
            if id(run.rows[place].posting) not in run.undone and _opposite(run.rows[place].posting, posting)
        ),
        None,
    )
    if undone is None:
        run.problems.append(Problem("reversed_differs", voucher, posting, original.key))
        return
    run.undone.add(id(undone))
    for place in booked:
        rows = run.rows[place]
        if rows.posting is not undone:
            continue
        deltas = run.purse.undo(rows.holders, (rows.delta_principal, rows.delta_interest, rows.delta_arrears))
        _note(
            run,
            ShareRows(
                voucher.day, voucher, posting, rows.kind, rows.holders, -rows.amount, *deltas,
                rows.weights, rows.weight_unit, rows.total_weight, -rows.total_fen, place,
            ),
        )  # fmt: skip
    run.distributed = [done for done in run.distributed if done.voucher is not original]


def _opposite(original: Posting, posting: Posting) -> bool:
    """Say whether one posting is the other with its sign turned, for the same split."""
    assert original.split is not None
    assert posting.split is not None
    same = (original.account, original.split.kind, original.split.value, original.split.part) == (
        posting.account,
        posting.split.kind,
        posting.split.value,
        posting.split.part,
    )
    return same and original.amount_fen == -posting.amount_fen
