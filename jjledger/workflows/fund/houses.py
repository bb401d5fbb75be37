"""房屋变动: a house is lost, changes hands, is split, or several become one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from jjledger.books.ledger import Ledger
from jjledger.books.owners_file import OWNERS, owners_after_transfer
from jjledger.books.register_file import REGISTER
from jjledger.books.register_text import rewritten_register
from jjledger.books.source import Source
from jjledger.errors import refusal
from jjledger.facts.entry import Entry, EntryPosting, Meta, Note, Writing
from jjledger.facts.register import Household
from jjledger.facts.voucher import DetailRow, Part
from jjledger.period import chinese_day, day_before
from jjledger.rules.house_split import split_fen
from jjledger.rules.reversal import standing
from jjledger.units import dm2_from_text, plain_yuan, square_metres, yuan
from jjledger.workflows.fund.accounts import account_of, bank_of, owners_account
from jjledger.workflows.fund.sub_account import SubAccount, refuse_later, sub_account
from jjledger.workflows.fund.whose import listed
from jjledger.workflows.record import Planned

# Keys of the vouchers that go with a change of the register.
LOST: Final = "lost"
MOVED: Final = "moved"
_ID: Final = re.compile(r"([A-Z0-9]+)-([A-Z0-9]+)-([A-Z0-9]+)", re.ASCII)
_PARTS: Final[tuple[Part, Part]] = ("principal", "interest")
_LOST: Final = "住宅专项维修资金管理办法第29条：房屋灭失，返还分户账余额"
_SPLIT: Final = "住宅专项维修资金管理办法第28条：余额随房屋转移；按面积分，尾差归第一户"
_NARRATION: Final = "房屋变动，余额随房屋划转"
_LATER: Final = (
    "{old}本期尚未分配的收益，到分配时仍按积数算给它；分配后请再运行一次本命令，把这部分划转给新房屋。"
)
_MOVED: Final = "住宅专项维修资金管理办法第28条：余额随房屋所有权同时过户"


@dataclass(frozen=True, slots=True)
class NewHouse:
    """A house that comes out of a split or a merger."""

    household: str
    area_dm2: int


def read_new_house(text: str) -> NewHouse:
    """Read `01-1-101A:45.00`.

    Raises:
        OptionError: another form.
    """
    household, _, area = text.partition(":")
    try:
        dm2 = dm2_from_text(area)
    except ValueError:
        dm2 = 0
    if _ID.fullmatch(household) is None or dm2 <= 0:
        raise refusal(text, f"「{text}」读不成房屋和面积。", "请写作 01-1-101A:45.00，几户用空格隔开。")
    return NewHouse(household, dm2)


def plan_lost(ledger: Ledger, household: str, day: date, *, owed: bool, bank: str) -> Planned:
    """Plan the return of a lost house's whole sub-account.

    Args:
        ledger: a loaded community without blocking findings.
        household: whose house was lost.
        day: of the payment, or of the debt.
        owed: not paid yet; it stands in 2001 until it is.
        bank: last part of the bank account's name; "" the only one.

    Raises:
        OptionError: it owes the fund, or nothing is left and the house has ended already.

    Source: 住宅专项维修资金管理办法 第29条; 财会〔2020〕7号 2001; R15.
    """
    own = sub_account(ledger, household, day)
    own.refuse_arrears("返还")
    refuse_later(ledger.replayed.shares[own.fund.code], household, day)
    if not own.in_force and not own.balance_fen:
        raise refusal(household, f"房屋 {household} 已经销户，没有余额。", "请核对房号。")
    files = (
        {REGISTER: rewritten_register(Source(ledger.folder), {own.house.line: day}, ())}
        if own.in_force
        else {}
    )
    entries: tuple[Entry, ...] = ()
    if own.balance_fen:
        debit = account_of(ledger, own.fund, "5101")
        credit = account_of(ledger, own.fund, "2001") if owed else bank_of(ledger, own.fund, bank)
        legs = (
            EntryPosting(debit, own.balance_fen, (("household", household),)),
            EntryPosting(credit, -own.balance_fen),
        )
        meta: Meta = (("basis", _LOST), (LOST, household))
        entries = (
            Entry(
                day, "转" if owed else "付", "某业主", "房屋灭失，应返还分户账余额" if owed else "房屋灭失，返还分户账余额",
                legs, 0 if owed else 1, meta,
            ),
        )  # fmt: skip
    told = (
        f"{household} 灭失：返还本金 {yuan(own.principal_fen)} 元、利息 {yuan(own.interest_fen)} 元，"
        f"合计 {yuan(own.balance_fen)} 元，账户到 {day} 为止。\n"
        "本期尚未分配的收益，到分配时仍按积数算给它；分配后请再运行一次本命令，把这部分返还。"
    )
    return Writing(entries, files), told, {"household": household, "amount": plain_yuan(own.balance_fen)}


def plan_lost_payment(ledger: Ledger, household: str, day: date, bank: str) -> Planned:
    """Plan the payment of what a lost house is owed.

    Raises:
        OptionError: nothing is owed to it.

    Source: 财会〔2020〕7号 2001 应付房屋灭失返还资金.
    """
    own = sub_account(ledger, household, day)
    owing = account_of(ledger, own.fund, "2001")
    owed = -sum(
        posting.amount_fen
        for voucher in standing(ledger.books.posted())
        if voucher.extra.get(LOST) == household and voucher.day <= day
        for posting in voucher.postings
        if posting.account.name == owing
    )
    if owed <= 0:
        raise refusal(household, f"没有应付给 {household} 的返还资金。", "请先用 --owed 登记应付。")
    legs = (EntryPosting(owing, owed), EntryPosting(bank_of(ledger, own.fund, bank), -owed))
    entry = Entry(day, "付", "某业主", "支付房屋灭失返还资金", legs, 1, (("basis", _LOST), (LOST, household)))
    told = f"{household}：支付应付的返还资金 {yuan(owed)} 元。"
    return Writing((entry,)), told, {"household": household, "amount": plain_yuan(owed)}


def plan_title(ledger: Ledger, household: str, day: date, owner: str) -> Planned:
    """Plan a change of owner: the balance stays with the house, no money moves.

    Args:
        ledger: a loaded community.
        household: which house.
        day: of the transfer of title.
        owner: the new owner's name for private/owners.csv; "" leaves that file alone.

    Raises:
        OptionError: the house does not stand on that day.

    Source: 住宅专项维修资金管理办法 第28条; R14.
    """
    own = _standing(ledger, household, day)
    source = Source(ledger.folder)
    files = {OWNERS: owners_after_transfer(source, household, owner, day)} if owner else {}
    balances = (
        f"本金 {yuan(own.principal_fen)} 元，利息 {yuan(own.interest_fen)} 元，"
        f"合计 {yuan(own.balance_fen)} 元，欠款 {yuan(own.arrears_fen)} 元"
    )
    note = Note(
        day, owners_account(ledger, own.fund),
        f"{household} 过户：分户账随房屋转移，本金 {plain_yuan(own.principal_fen)}，"
        f"利息 {plain_yuan(own.interest_fen)}，欠款 {plain_yuan(own.arrears_fen)}",
    )  # fmt: skip
    told = (
        f"过户余额证明：{ledger.books.community.name} {household}，截至 {chinese_day(day)}，"
        f"{own.fund.code}分户账{balances}。\n余额和以前的记录随房屋归新业主，没有收付。依据：{_MOVED}"
    )
    record = {
        "household": household, "principal": plain_yuan(own.principal_fen),
        "interest": plain_yuan(own.interest_fen), "arrears": plain_yuan(own.arrears_fen),
    }  # fmt: skip
    return Writing((), files, (), (note,)), told, record


def plan_split(
    ledger: Ledger, household: str, houses: Sequence[NewHouse], day: date, *, area_changed: bool
) -> Planned:
    """Plan the split of a house: balances by area, totals unchanged; later, of what has come to it since.

    Args:
        ledger: a loaded community without blocking findings.
        household: the old house; where it has ended, only its residue moves.
        houses: the new ones, two or more; of a residue those that stand now.
        day: from which they stand.
        area_changed: their areas need not come to the old one.

    Raises:
        OptionError: arrears, later movements, areas that do not add up, or an id that is taken.

    Source: R15; `domain.md` E3: the first row takes the difference.
    """
    if len({house.household for house in houses}) < len(houses):
        raise refusal("--into", "新房屋里有重复的房号。", "每户用自己的房号，例如 01-1-101A、01-1-101B。")
    ended = [sub_account(ledger, household, day)]
    if _has_residue(ended, day):
        return _residue_moved(ledger, ended, houses, day)
    own = _standing(ledger, household, day)
    if len(houses) < 2:  # noqa: PLR2004 -- a split makes at least two
        raise refusal(
            "--into", "分割后至少要有两户。", "请写全，例如  --into 01-1-101A:45.00 --into 01-1-101B:44.52"
        )
    areas = [house.area_dm2 for house in houses]
    _refuse_areas(own.house.area_dm2, sum(areas), area_changed=area_changed)
    deposits = split_fen(own.house.first_deposit_fen, areas)
    begun = [
        _born(ledger, house, own.house, deposit, day) for house, deposit in zip(houses, deposits, strict=True)
    ]
    return _moved(ledger, [own], begun, _by_area([own], houses), day)


def plan_merge(
    ledger: Ledger, households: Sequence[str], house: NewHouse, day: date, *, area_changed: bool
) -> Planned:
    """Plan the merger of houses into one: balances add up; later, of what has come to them since.

    Args:
        ledger: a loaded community without blocking findings.
        households: the old houses, two or more, of one fund; where all have ended, only their residue moves.
        house: the new one.
        day: from which it stands.
        area_changed: its area need not be the sum of the old ones.

    Raises:
        OptionError: arrears, later movements, areas that do not add up, different funds or kinds, or an id
            that is taken.

    Source: R15.
    """
    names = tuple(dict.fromkeys(households))
    ended = [sub_account(ledger, name, day) for name in names]
    if _has_residue(ended, day):
        return _residue_moved(ledger, ended, [house], day)
    olds = [_standing(ledger, name, day) for name in names]
    if len(olds) < 2:  # noqa: PLR2004 -- a merger joins at least two
        raise refusal("--households", "合并前至少要有两户。", "请写全要合并的房屋。")
    if len({(old.fund.code, old.house.kind) for old in olds}) > 1:
        raise refusal("--households", "要合并的房屋不属于同一项资金或同一种房屋。", "请核对登记册的 kind。")
    _refuse_areas(sum(old.house.area_dm2 for old in olds), house.area_dm2, area_changed=area_changed)
    deposit = sum(old.house.first_deposit_fen for old in olds)
    begun = [_born(ledger, house, olds[0].house, deposit, day)]
    return _moved(ledger, olds, begun, _by_area(olds, [house]), day)


def _standing(ledger: Ledger, household: str, day: date) -> SubAccount:
    own = sub_account(ledger, household, day)
    if not own.in_force:
        raise refusal(household, f"房屋 {household} 在 {day} 已经销户或还没有登记。", "请核对房号和日期。")
    return own


def _refuse_areas(old_dm2: int, new_dm2: int, *, area_changed: bool) -> None:
    if old_dm2 != new_dm2 and not area_changed:
        raise refusal(
            "--into",
            f"原面积 {square_metres(old_dm2)} 平方米，新面积合计 {square_metres(new_dm2)} 平方米，"
            f"差 {square_metres(new_dm2 - old_dm2)} 平方米。",
            "请核对面积；重新测绘过、面积确实变了的，加上 --area-changed。",
        )


def _born(ledger: Ledger, house: NewHouse, old: Household, deposit_fen: int, day: date) -> Household:
    """Make the register row of a new house after the old one's kind and owner."""
    if any(row.id == house.household and row.in_force(day) for row in ledger.books.register.rows):
        if house.household != old.id:
            raise refusal("--into", f"房屋 {house.household} 已经在登记册里。", "请给新房屋另一个房号。")
        raise refusal(
            "--into", f"新房屋不能沿用 {old.id}，否则两户的记录混在一起。", "请写作 101A、101B 这样的新房号。"
        )
    match = _ID.fullmatch(house.household)
    assert match is not None, "read_new_house refuses other forms"
    return replace(
        old, id=house.household, building=match[1], unit=match[2], room=match[3], area_dm2=house.area_dm2,
        first_deposit_fen=deposit_fen, from_day=day, until_day=None,
    )  # fmt: skip


def _moved(
    ledger: Ledger,
    olds: Sequence[SubAccount],
    begun: Sequence[Household],
    shares: dict[str, tuple[int, int]],
    day: date,
) -> Planned:
    """Write the register and the voucher that moves the balances from old houses to new ones."""
    names = "、".join(old.household for old in olds), "、".join(row.id for row in begun)
    ended = {old.house.line: day_before(day) for old in olds}
    plain, details = _voucher(ledger, olds, shares, day)
    moved = (MOVED, f"{names[0]} → {names[1]}")
    entries = tuple(replace(entry, meta=(*entry.meta, moved)) for entry in plain)
    files = {REGISTER: rewritten_register(Source(ledger.folder), ended, begun), **details}
    total = sum(old.balance_fen for old in olds)
    told = [f"{names[0]} 自 {day} 起变为 {names[1]}，合计 {yuan(total)} 元，不收不付："]
    told += [
        f"  {row.id}  {square_metres(row.area_dm2)} 平方米  本金 {yuan(shares[row.id][0])}  利息 {yuan(shares[row.id][1])}"
        f"  首期应交 {yuan(row.first_deposit_fen)}"
        for row in begun
    ]
    told.append(_LATER.format(old=f"{names[0]} "))
    return Writing(entries, files), "\n".join(told), _record(olds, shares)


def _by_area(olds: Sequence[SubAccount], houses: Sequence[NewHouse]) -> dict[str, tuple[int, int]]:
    """Share principal and interest of old houses among new ones by area; the first takes the difference."""
    areas = [house.area_dm2 for house in houses]
    principal = split_fen(sum(old.principal_fen for old in olds), areas)
    interest = split_fen(sum(old.interest_fen for old in olds), areas)
    return dict(
        zip((house.household for house in houses), zip(principal, interest, strict=True), strict=True)
    )


def _has_residue(olds: Sequence[SubAccount], day: date) -> bool:
    """Say whether all these houses have ended and something has come to one of them since."""
    ended = all(old.house.until_day is not None and old.house.until_day < day for old in olds)
    return ended and any(old.balance_fen for old in olds)


def _residue_moved(
    ledger: Ledger, olds: Sequence[SubAccount], houses: Sequence[NewHouse], day: date
) -> Planned:
    """Move what came to ended houses after their balances had gone; the register stays as it is.

    Raises:
        OptionError: the house was lost, or a house that is to have it does not stand as named.
    """
    households = [old.household for old in olds]
    lost = {voucher.extra.get(LOST, "") for voucher in standing(ledger.books.posted())}.intersection(
        households
    )
    if lost:
        raise refusal(
            "、".join(sorted(lost)), "房屋是灭失的，余额归它的业主。", "请用 jjledger fund lost 返还。"
        )
    for house in houses:
        new = _standing(ledger, house.household, day)
        if new.house.area_dm2 != house.area_dm2:
            raise refusal(
                "--into",
                f"登记册里 {house.household} 是 {square_metres(new.house.area_dm2)} 平方米，"
                f"不是 {square_metres(house.area_dm2)} 平方米。",
                "请照登记册写面积。",
            )
        if {new.fund.code} != {old.fund.code for old in olds}:
            raise refusal("--into", f"{house.household} 与原房屋不属于同一项资金。", "请核对房号。")
    shares = _by_area(olds, houses)
    entries, files = _voucher(ledger, olds, shares, day)
    total = yuan(sum(old.balance_fen for old in olds))
    told = [f"{'、'.join(households)} 已经销户，余额合计 {total} 元随房屋划转，不收不付，登记册不变："]
    told += [f"  {new}  本金 {yuan(fen[0])}  利息 {yuan(fen[1])}" for new, fen in shares.items()]
    return Writing(entries, files), "\n".join(told), _record(olds, shares)


def _voucher(
    ledger: Ledger, olds: Sequence[SubAccount], shares: Mapping[str, tuple[int, int]], day: date
) -> tuple[tuple[Entry, ...], dict[str, bytes]]:
    """Write the voucher that moves balances from old houses to others and its detail file; none of nothing."""
    for old in olds:
        old.refuse_arrears("分割或合并")
        refuse_later(ledger.replayed.shares[old.fund.code], old.household, day)
    total = sum(old.balance_fen for old in olds)
    if not total:
        return (), {}
    account = owners_account(ledger, olds[0].fund)
    out = [
        EntryPosting(account, fen, (("household", old.household), *part))
        for old in olds
        for fen, part in ((old.principal_fen, ()), (old.interest_fen, (("part", "interest"),)))
        if fen
    ]
    rows = [
        DetailRow(household, fen, part, 0)
        for household, parts in shares.items()
        for fen, part in zip(parts, _PARTS, strict=True)
        if fen
    ]
    assert sum(row.amount_fen for row in rows) == total, "a split changes no total"
    split, files = listed(ledger, day, rows)
    legs = (*out, EntryPosting(account, -total, split))
    entry = Entry(day, "转", "某业主", _NARRATION, legs, 0, (("basis", _SPLIT),))
    return (entry,), files


def _record(olds: Sequence[SubAccount], shares: Mapping[str, tuple[int, int]]) -> dict[str, Any]:
    return {
        "old": [old.household for old in olds],
        "new": [
            {"household": household, "principal": plain_yuan(principal), "interest": plain_yuan(interest)}
            for household, (principal, interest) in shares.items()
        ],
    }
