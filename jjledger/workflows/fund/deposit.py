"""Plan deposits: one household's, a file of them, or the first deposits of houses that have none.

Everything that is wrong with a batch is said at once, before anything is booked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from jjledger.books.ledger import Ledger
from jjledger.checks.receipts import receipts
from jjledger.errors import OptionError, Trouble
from jjledger.facts.community import Fund
from jjledger.facts.entry import Entry, EntryPosting, Meta, Writing
from jjledger.facts.register import Household
from jjledger.facts.voucher import DetailRow
from jjledger.intake.columns import AMOUNT, AREA, DOOR, HOUSEHOLD, RECEIPT, Column
from jjledger.intake.sheet import Line
from jjledger.rules.deposit import standard_for
from jjledger.rules.provenance import areas_hash
from jjledger.rules.scope import in_scope, scope_items
from jjledger.rules.shares import SELLING_UNIT
from jjledger.units import plain_yuan, square_metres, yuan
from jjledger.workflows.fund.accounts import account_of
from jjledger.workflows.fund.batch import by_house
from jjledger.workflows.fund.roll import Roll, named
from jjledger.workflows.fund.whose import held_by
from jjledger.workflows.rulings import law_of

COLUMNS: Final[tuple[Column, ...]] = (DOOR, AMOUNT, RECEIPT, AREA)
DEVELOPER: Final = "developer"
_ONCE: Final = "财会〔2020〕6号：同一票据不得重复入账"


@dataclass(frozen=True, slots=True)
class Payment:
    """What one household pays."""

    household: str
    amount_fen: int
    due_fen: int | None  # what it was to pay, None where nothing says
    receipt: str = ""


@dataclass(frozen=True, slots=True)
class Deposits:
    """Deposits that could be booked as one voucher."""

    fund: Fund
    day: date
    payments: tuple[Payment, ...]
    passed_over: tuple[str, ...] = ()  # households that have paid before
    narration: str = "交存维修资金"
    payee: str = ""  # "" the households
    meta: Meta = ()  # what the amounts rest on

    @property
    def total_fen(self) -> int:
        """Sum the payments."""
        return sum(payment.amount_fen for payment in self.payments)

    def differing(self) -> tuple[Payment, ...]:
        """List the payments that are not what was due."""
        return tuple(one for one in self.payments if one.due_fen not in {None, one.amount_fen})


def plan_single(roll: Roll, household: str, amount_fen: int, receipt: str) -> Deposits:
    """Plan one household's deposit.

    Raises:
        OptionError: the household has no account on the day, or the amount is not above zero.
    """
    name = roll.doors.find(household)
    if not name:
        raise OptionError(replace(roll.absent(household), place=f"--household {household}"))
    _refuse_nothing(amount_fen)
    return Deposits(roll.fund, roll.day, (Payment(name, amount_fen, roll.due_fen(name), receipt),))


def plan_selling_unit(roll: Roll, unit: str, amount_fen: int, receipt: str) -> Deposits:
    """Plan what a selling unit deposits out of the proceeds of sold public housing.

    Raises:
        OptionError: the fund has no selling units, or the amount is not above zero.

    Source: 住宅专项维修资金管理办法 第8条, 第11条.
    """
    if roll.fund.kind != "public_housing":
        raise OptionError(
            Trouble(
                f"--selling-unit {unit}", f"{roll.fund.code} 不是公房的维修资金，没有售房单位。",
                "请用 --fund 写明公房维修资金。", "住宅专项维修资金管理办法第11条：公有住房按售房单位设账",
            )
        )  # fmt: skip
    _refuse_nothing(amount_fen)
    payment = Payment(f"{SELLING_UNIT}{unit}", amount_fen, None, receipt)
    return Deposits(roll.fund, roll.day, (payment,), narration="售房款中提取维修资金", payee="售房单位")


def _refuse_nothing(amount_fen: int) -> None:
    if amount_fen <= 0:
        place = f"--amount {plain_yuan(amount_fen)}"
        raise OptionError(Trouble(place, "交存额应大于零。", "退款请用 jjledger fund refund。"))


def plan_batch(roll: Roll, lines: Sequence[Line], due: Mapping[str, int] | None = None) -> Deposits:
    """Plan the deposits of a file.

    Args:
        roll: the fund's houses on the day.
        lines: the file's rows.
        due: what each household is to pay, where a list says; others are refused.

    Raises:
        SheetError: everything that is wrong with the rows; nothing is booked.
    """
    used = {number: f"{place.file}:{place.line}" for number, _, place in receipts(roll.ledger.books)}

    def wrong_with(line: Line, name: str) -> Iterator[Trouble]:
        yield from _wrong_with(line, name, roll, due)
        yield from _used_before(line, used)

    payments = tuple(
        Payment(
            name,
            line.figures[AMOUNT.key],
            roll.due_fen(name) if due is None else due[name],
            line.texts.get(RECEIPT.key, ""),
        )
        for name, line in by_house(lines, roll.doors, wrong_with).items()
    )
    return Deposits(roll.fund, roll.day, payments)


def _used_before(line: Line, used: dict[str, str]) -> Iterator[Trouble]:
    """Say where a row's receipt was used before; it is used from now on."""
    receipt = line.texts.get(RECEIPT.key, "")
    if receipt in used:
        yield line.trouble(f"票据号 {receipt} 已经用过，在 {used[receipt]}。", "请核对票据。", _ONCE)
    elif receipt:
        used[receipt] = line.place


def _wrong_with(line: Line, name: str, roll: Roll, due: Mapping[str, int] | None) -> Iterator[Trouble]:
    """Say what is wrong with one row of a batch by itself."""
    if not name:
        absent = roll.absent(line.texts[HOUSEHOLD])
        yield line.trouble(absent.what, absent.remedy, absent.ground)
        return
    if line.figures[AMOUNT.key] <= 0:
        remedy = (
            "请填大于零的数；退款请用 jjledger fund refund。这一格是公式的，请在 Excel 里重新计算并保存。"
        )
        yield line.trouble(
            f"房屋 {name} 的交存额 {plain_yuan(line.figures[AMOUNT.key])} 元不大于零。", remedy
        )
    area, registered = line.figures.get(AREA.key), roll.rows[name].area_dm2
    if area not in {None, registered}:
        yield line.trouble(
            f"房屋 {name} 的面积 {square_metres(area or 0)} 与登记册的 {square_metres(registered)} 不同。",
            "请核对产权登记；登记册有误的先改 register.csv。",
        )
    if roll.has_paid_today(name, line.figures[AMOUNT.key]):
        yield line.trouble(
            f"房屋 {name} 在 {roll.day} 已经记过同样的 {yuan(line.figures[AMOUNT.key])} 元。",
            "请查这一批是不是已经入账；确实同日交了两笔的，合成一行，或用 --household 单独登记。",
        )
    if due is not None and name not in due:
        yield line.trouble(
            f"房屋 {name} 不在应续交的名单里。",
            "请核对 jjledger fund top-up；普通交存用 jjledger fund deposit。",
        )


def plan_first(roll: Roll, scope: str, *, developer: bool) -> Deposits:
    """Plan the first deposits of houses that have paid nothing yet: area × standard.

    Args:
        roll: the fund's houses on the day.
        scope: as on a voucher.
        developer: of the unsold houses, which the developer pays for; else of the others.

    Raises:
        OptionError: the scope matches nothing, a house has no standard, or all have paid.
    """
    place = f"--first --scope {scope}"
    try:
        items = scope_items(scope)
    except ValueError as error:
        raise OptionError(Trouble(place, f"{error}。", '请写 all 或 "01 02-1"。')) from error
    rows, unmatched = in_scope(roll.everyone, items, roll.day)
    if unmatched:
        raise OptionError(
            Trouble(place, f"范围里的「{unmatched[0]}」在 {roll.day} 一户也没有。", "请核对楼幢和单元。")
        )
    wanted = [row for row in rows if (row.owner_kind == DEVELOPER) == developer]
    unpaid = [row for row in wanted if not roll.has_paid(row.id)]
    without = [row.id for row in unpaid if standard_for(roll.fund, row, roll.day) is None]
    if without:
        raise OptionError(
            Trouble(
                place, f"{len(without)} 户在 {roll.day} 没有生效的首期交存标准：{named(without)}。",
                '请在 community.toml 该资金下加一段 [[fund.deposit_standard]]，写明 from 和 per_m2 = "65.00"。',
            )
        )  # fmt: skip
    if not unpaid:
        raise OptionError(
            Trouble(
                place, f"{roll.day} 范围内没有要交首期的{'未售' if developer else ''}房屋。", "请核对范围。"
            )
        )
    payments = []
    for row in unpaid:
        due = roll.first_fen(row.id)
        assert due is not None, "a standard is in force"
        payments.append(Payment(row.id, due, due))
    passed_over = tuple(row.id for row in wanted if roll.has_paid(row.id))
    words = "未售房屋首期交存" if developer else "首期交存"
    return Deposits(roll.fund, roll.day, tuple(payments), passed_over, words, meta=_basis(roll, unpaid))


def _basis(roll: Roll, rows: Sequence[Household]) -> Meta:
    """Say what computed first deposits rest on."""
    standards = dict.fromkeys(standard_for(roll.fund, row, roll.day) for row in rows)
    words = "；".join(f"{yuan(one.per_m2_fen)} 元/平方米，自 {one.from_day}" for one in standards if one)
    ruling = law_of(roll.ledger.books.community).find("deposit_min_share", roll.day)
    article: Meta = (("basis", ruling.citation),) if ruling else ()
    return (*article, ("standard", words), ("areas", areas_hash(rows)))


def refuse_sold(deposits: Deposits, roll: Roll) -> None:
    """Refuse houses that are sold, where the developer is said to pay for unsold ones.

    Raises:
        OptionError: names them.
    """
    sold = [one.household for one in deposits.payments if roll.rows[one.household].owner_kind != DEVELOPER]
    if sold:
        raise OptionError(
            Trouble(
                "--payer developer", f"登记册里这 {len(sold)} 户不是未售房屋：{named(sold)}。",
                '请核对 register.csv 的 owner_kind；开发单位代收代缴的，写  --payer "某开发公司"。',
            )
        )  # fmt: skip


def numbered(deposits: Deposits, start: str) -> Deposits:
    """Give the payments receipt numbers that run on from one.

    Args:
        deposits: without receipts.
        start: the first number; its last digits count on; "" gives none.

    Raises:
        OptionError: some have numbers already, or the number does not end in enough digits.
    """
    if not start:
        return deposits
    place = f"--receipt-from {start}"
    if any(one.receipt for one in deposits.payments):
        raise OptionError(
            Trouble(place, "文件里已经写了票据号。", "请不写 --receipt-from，或删去文件里的票据号一列。")
        )
    head = start.rstrip("0123456789")
    digits = start[len(head) :]
    last = int(digits or "0") + len(deposits.payments) - 1
    if not digits or len(str(last)) > len(digits):
        raise OptionError(
            Trouble(
                place,
                f"从这个号数不出 {len(deposits.payments)} 个同样长的票据号。",
                "请写完整的起号，例如 0000123。",
            )
        )
    first = int(digits)
    payments = tuple(
        replace(one, receipt=f"{head}{number:0{len(digits)}d}")
        for number, one in enumerate(deposits.payments, first)
    )
    return replace(deposits, payments=payments)


def writing_of(deposits: Deposits, ledger: Ledger, bank: str) -> Writing:
    """Make the voucher, with a detail file where several households pay.

    Args:
        deposits: at least one payment.
        ledger: a loaded community.
        bank: full name of the account the money came to.
    """
    income = account_of(ledger, deposits.fund, "4001")
    payments, total = deposits.payments, deposits.total_fen
    rows = [DetailRow(one.household, one.amount_fen, "principal", 0, one.receipt) for one in payments]
    split, files = held_by(ledger, deposits.day, rows)
    receipt = payments[0].receipt if len(payments) == 1 else ""
    meta = (*deposits.meta, ("receipt", receipt)) if receipt else deposits.meta
    legs = (EntryPosting(bank, total), EntryPosting(income, -total, split))
    payee = deposits.payee or f"{len(payments)}户业主"
    return Writing((Entry(deposits.day, "收", payee, deposits.narration, legs, 1, meta),), files)
