"""Tables of the lists of money, property and contracts, of the committee's spending and of all funds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from jjledger.disclosure.models import Line, VoucherView
from jjledger.disclosure.money_models import MoneyList, ThreeFunds
from jjledger.disclosure.page_texts import voucher_words
from jjledger.disclosure.revenue_models import AssetList, CommitteeSpending, ContractList
from jjledger.render.tables import Column, Row, Table, voucher_table

_ACCOUNTS: Final = (
    Column("资金", width=20),
    Column("账户", width=32),
    Column("种类"),
    Column("户名", width=24),
    Column("余额（元）", "yuan", 18),
    Column("银行确认日", "day"),
    Column("银行余额（元）", "yuan", 18),
    Column("银行确认", width=40),
    Column("期限和利率", width=40),
    Column("保管方式", width=20),
    Column("保管单位", width=28),
    Column("责任人", width=20),
    Column("归谁所有", width=32),
)
_FUNDS: Final = (
    Column("资金", width=24),
    Column("期初（元）", "yuan", 18),
    Column("收入（元）", "yuan", 18),
    Column("支出（元）", "yuan", 18),
    Column("期末（元）", "yuan", 18),
    Column("归谁所有", width=32),
    Column("由谁保管", width=40),
    Column("说明", width=48),
)
_ASSETS: Final = (
    Column("类别"),
    Column("编号"),
    Column("名称", width=24),
    Column("位置", width=24),
    Column("数量", "count", 8),
    Column("起", "day"),
    Column("止", "day"),
    Column("合同"),
    Column("用途"),
    Column("收到（元）", "yuan", 18),
    Column("属于本期（元）", "yuan", 18),
    Column("凭证", width=40),
    Column("备注", width=32),
)
_CONTRACTS: Final = (
    Column("编号"),
    Column("合同", width=24),
    Column("种类"),
    Column("位置", width=24),
    Column("对方", width=28),
    Column("起", "day"),
    Column("止", "day"),
    Column("状态", width=20),
    Column("本年应收（元）", "yuan", 18),
    Column("到期应收（元）", "yuan", 18),
    Column("其中已收（元）", "yuan", 18),
    Column("到期未收（元）", "yuan", 18),
    Column("逾期天数", "count", 10),
    Column("预收（元）", "yuan", 18),
    Column("押金（元）", "yuan", 18),
    Column("本期收到（元）", "yuan", 18),
    Column("凭证", width=40),
)
_SPENT: Final = (
    Column("部分", width=20),
    Column("层级", "count", 6),
    Column("项目", width=36),
    Column("金额（元）", "yuan", 18),
    Column("预算（元）", "yuan", 18),
    Column("剩余（元）", "yuan", 18),
    Column("凭证", width=40),
    Column("业主决定", width=40),
)


def money_tables(page: MoneyList) -> dict[str, Table]:
    """Give 资金清单 as a table: every account, then what each fund owes and has left."""
    rows: list[Row] = []
    for fund in page.funds:
        kept = (fund.keeper, fund.holder, fund.duty, fund.owner)
        rows += [
            (
                fund.fund, one.name, one.kind, one.holder, one.balance_fen, one.confirmed_day, one.confirmed_fen,
                one.words, one.terms, *kept,
            )
            for one in fund.accounts
        ]  # fmt: skip
        sums = [("账户合计", fund.total_fen), *((f"减：{line.label}", line.amount_fen) for line in fund.owed)]
        rows += [
            (fund.fund, label, "", "", fen, None, None, "", "", "", "", "", fund.owner)
            for label, fen in (*sums, ("期末余额", fund.closing_fen))
        ]
    return {"accounts": Table("账户", _ACCOUNTS, tuple(rows))}


def three_funds_tables(page: ThreeFunds) -> dict[str, Table]:
    """Give 三金总览 as a table, a fund a row; with vouchers where it has any."""
    rows: list[Row] = [
        (
            one.fund, one.opening_fen, one.in_fen, one.out_fen, one.closing_fen, one.owner, one.keeper, one.bank.words,
        )
        for one in page.funds
    ]  # fmt: skip
    rows += [(one.title, None, None, None, None, "", "", one.words) for one in page.absent]
    found = {"funds": Table("各项资金", _FUNDS, tuple(rows))}
    return found | ({"vouchers": voucher_table(page.vouchers)} if page.vouchers else {})


def asset_tables(page: AssetList) -> dict[str, Table]:
    """Give 公共资产清单 as a table, with the vouchers of its income."""
    numbers = _numbers(page.vouchers)
    rows: list[Row] = [
        (
            group.title, one.number, one.name, one.place, one.quantity, one.since, one.until, one.contracts, one.use,
            one.received_fen, one.belonging_fen, _references(one.vouchers, numbers), one.note,
        )
        for group in page.groups
        for one in group.assets
    ]  # fmt: skip
    rows += [
        ("合计", "", label, "", None, None, None, "", "", fen, None, said, "")
        for label, fen, said in (
            ("公共资产的收入", page.received_fen, ""),
            (page.other.label, page.other.amount_fen, _references(page.other.vouchers, numbers)),
            ("收入合计", page.income_fen, ""),
        )
    ]
    return {"assets": Table("资产", _ASSETS, tuple(rows)), "vouchers": voucher_table(page.vouchers)}


def contract_tables(page: ContractList) -> dict[str, Table]:
    """Give 合同台账公示 as a table, with the vouchers of its income."""
    numbers = _numbers(page.vouchers)
    rows: list[Row] = [
        (
            one.number, one.title, one.kind, one.place, one.party, one.first_day, one.last_day, one.words,
            one.year_fen, one.due_fen, one.paid_fen, one.open_fen, one.overdue_days, one.ahead_fen,
            one.deposit_fen, one.received_fen, _references(one.vouchers, numbers),
        )
        for one in page.contracts
    ]  # fmt: skip
    none = (None,) * 3
    sums = (page.year_fen, page.due_fen, page.paid_fen, page.open_fen)
    rows += [
        ("", "按合同收的收入", "", "", "", None, None, "", *sums, *none, page.received_fen, ""),
        (
            "", page.other.label, "", "", "", None, None, "", None, *none, *none, page.other.amount_fen,
            _references(page.other.vouchers, numbers),
        ),
        *(
            (
                "", f"其中：{line.label}", "", "", "", None, None, "", None, *none, *none, line.amount_fen,
                _references(line.vouchers, numbers),
            )
            for line in page.parts
        ),
        ("", "收入合计", "", "", "", None, None, "", None, *none, *none, page.income_fen, ""),
    ]  # fmt: skip
    return {"contracts": Table("合同", _CONTRACTS, tuple(rows)), "vouchers": voucher_table(page.vouchers)}


def committee_tables(page: CommitteeSpending) -> dict[str, Table]:
    """Give 业委会经费公示 as a table: what was spent, then the budgets and limits; with the vouchers."""
    numbers = _numbers(page.vouchers)
    rows = [*_spent("经费支出", page.lines, numbers)]
    rows.append(("经费支出", 1, "经费支出合计", page.total_fen, None, None, "", ""))
    rows += _spent("自己决定的其他支出", page.own, numbers)
    rows += [
        ("预算", 1, one.label, one.used_fen, one.amount_fen, one.left_fen, "", one.decision)
        for one in page.budgets
    ]
    if page.authority is not None:
        limits = page.authority
        rows.append(
            ("限额", 1, "一年", limits.used_fen, limits.year_fen, limits.left_fen, "", limits.decision)
        )
        rows.append(("限额", 1, "一笔", None, limits.item_fen, None, "", limits.decision))
    return {"lines": Table("支出明细", _SPENT, tuple(rows)), "vouchers": voucher_table(page.vouchers)}


def _spent(part: str, lines: Iterable[Line], numbers: Mapping[str, str]) -> Iterator[Row]:
    for line in lines:
        said = _references(line.vouchers, numbers)
        yield part, line.level, line.label, line.amount_fen, None, None, said, ""


def _numbers(vouchers: Iterable[VoucherView]) -> Mapping[str, str]:
    return {voucher.anchor: voucher_words(voucher) for voucher in vouchers}


def _references(anchors: Iterable[str], numbers: Mapping[str, str]) -> str:
    return "、".join(numbers[anchor] for anchor in anchors)
