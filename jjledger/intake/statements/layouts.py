"""The statements that are known, each by the words of its heading.

What lives here: which column of which statement is what. What must not: reading a cell.

In the table blanks part columns, and a bar parts the words that may head one column, the first
that is there counts. All words stand as `head_word` leaves them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from jjledger.intake.cells import plain

Field = Literal[
    "day", "time", "in", "out", "amount", "flag", "balance", "counterparty", "counter_account", "payer",
    "payer_account", "payee", "payee_account", "words", "serial", "state", "through", "currency", "holder",
    "account",
]  # fmt: skip
# How a statement says whether money came in: in two columns; by a sign; by a flag beside the amount; by a sign
# that shows what is owed, of a credit card; by the first word of the text.
Sign = Literal["columns", "signed", "flag", "owed", "kind"]

_UNIT: Final = re.compile(r"\((?:单位:?)?[+-]?(?:人民币)?元?\)$|\((?:rmb|cny)\)$|/元")
_BLANK: Final = re.compile(r"[\s:*#'\"]")


@dataclass(frozen=True, slots=True)
class Layout:
    """One kind of statement."""

    code: str  # in the ledger's records: icbc-debit
    title: str  # as a person calls it
    sign: Sign
    marks: (
        str  # columns that must be there: all it has been seen with, so that one that was renamed is missed
    )
    columns: Mapping[Field, str]  # where each fact stands; all columns of words are joined
    has_states: bool = False  # a payment app: a row may be failed, refunded or outside income and expense
    sums_tie: bool = True  # the sums it prints are those of its rows

    @property
    def family(self) -> str:
        """Name what the serial numbers are unique in."""
        return self.code


def head_word(text: str) -> str:
    """Bring a heading to the form in which the table has it.

    Examples:
        >>> head_word("金　额（元）"), head_word("对方帐号"), head_word("记账金额（收入）")
        ('金额', '对方账号', '记账金额(收入)')
    """
    word = _BLANK.sub("", plain(text).lower()).replace("帐", "账")
    return _UNIT.sub("", word) or word


# The words of corporate statements, as banks' online services for firms head them.
_DAY: Final = "记账日期|记账日|入账日期|账务日期|会计日期|交易日期|交易日|业务日期|发生日期|日期|交易时间|记账时间|入账时间|交易日期时间|时间"
_IN: Final = (
    "贷方发生额|贷方发生额(收入)|贷方金额|贷方金额(收入)|贷方|贷方(收入)|收入|收入金额|收入(贷方)|收入(贷)|收款金额|存入金额|存入|"
    "转入金额|转入|贷方交易金额|贷|贷方发生额(收)|收方发生额|入账金额"
)
_OUT: Final = (
    "借方发生额|借方发生额(支出)|借方发生额(支取)|借方金额|借方金额(支出)|借方|借方(支出)|支出|支出金额|支出(借方)|支出(借)|付款金额|"
    "支取金额|支取|取出金额|转出金额|转出|借方交易金额|借|借方发生额(付)|付方发生额"
)
_AMOUNT: Final = "发生额|交易金额|金额|交易额"
_FLAG: Final = "借贷标志|借贷标识|借贷方向|借贷|借/贷|收支标志|收支方向|收付标志|收/支|收支|收/付|收付"
_CORPORATE: Final[Mapping[Field, str]] = {
    "day": _DAY,
    "time": "交易时间|记账时间|入账时间|交易时刻|时间",
    "balance": "余额|账户余额|当前余额|本次余额|交易后余额|账面余额|联机余额|结余|卡余额",
    "counterparty": (
        "对方户名|对方账户名称|对方账户名|对方名称|对方单位|对方单位名称|对方账号名称|对方姓名|对手户名|对手名称|交易对手|交易对手名称|"
        "交易对方|对方户名/名称|收/付方户名|收/付方名称|收(付)方名称|对手方户名|对方"
    ),
    "counter_account": (
        "对方账号|对方账户|对方账户号|对方卡号|对方账号/卡号|对手账号|对手账户|交易对手账号|收/付方账号|收(付)方账号|对手方账号"
    ),
    "payer": "付款人名称|付款人户名|付款方名称|付款方户名|付款单位",
    "payer_account": "付款人账号|付款方账号|付款账号",
    "payee": "收款人名称|收款人户名|收款方名称|收款方户名|收款单位",
    "payee_account": "收款人账号|收款方账号|收款账号",
    "words": "摘要 交易摘要 业务摘要 用途 交易用途 附言 交易附言 客户附言 交易说明 备注 交易备注 附加信息 交易类型",
    "serial": (
        "交易流水号|流水号|银行流水号|核心流水号|账户明细编号-交易流水号|交易流水|明细编号|交易参考号|业务参考号|日志号|交易序号|"
        "凭证号|凭证号码"
    ),
    "currency": "币种|货币|币别|交易币种|账户币种",
    "holder": "本方户名|本方账户名称|账户名称|账户名|户名|我方户名|客户名称|单位名称",
    "account": "本方账号|本方账户|账号|账户|我方账号|客户账号|查询账号|卡号",
}
_OTHER_SIDE: Final = f"{_CORPORATE['counterparty']}|{_CORPORATE['payer']}"
_TEXT: Final = _CORPORATE["words"].replace(" ", "|")

GENERAL: Final = "corporate"
LAYOUTS: Final[tuple[Layout, ...]] = (
    Layout(
        "wechat", "微信支付账单明细", "flag",
        marks="交易时间 交易类型 交易对方 商品 收/支 金额 支付方式 当前状态 交易单号 备注",
        columns={
            "day": "交易时间", "flag": "收/支", "amount": "金额", "counterparty": "交易对方", "state": "当前状态",
            "words": "交易类型 商品 备注", "serial": "交易单号", "through": "支付方式",
        },
        has_states=True,
    ),
    Layout(
        "alipay", "支付宝电子客户回单", "flag",
        marks="交易时间 交易分类 交易对方 对方账号 商品说明 收/支 金额 收/付款方式 交易状态 交易订单号 备注",
        columns={
            "day": "交易时间", "flag": "收/支", "amount": "金额", "counterparty": "交易对方",
            "counter_account": "对方账号", "state": "交易状态", "words": "交易分类 商品说明 备注",
            "serial": "交易订单号", "through": "收/付款方式",
        },
        has_states=True, sums_tie=False,  # it says so itself: counted otherwise than its rows
    ),
    Layout(
        "icbc-debit", "工商银行借记卡明细", "columns",
        marks="交易日期 摘要 交易场所 钞/汇 记账金额(收入) 记账金额(支出) 记账币种 余额 对方户名",
        columns={
            "day": "交易日期", "in": "记账金额(收入)", "out": "记账金额(支出)", "balance": "余额",
            "counterparty": "对方户名", "counter_account": "对方账户", "words": "摘要 交易详情 交易场所",
            "currency": "记账币种",
        },
    ),
    Layout(
        "icbc-credit", "工商银行信用卡明细", "columns",
        marks="交易日期 记账日期 摘要 交易场所 记账金额(收入) 记账金额(支出) 记账币种 余额 对方户名",
        columns={
            "day": "记账日期|交易日期", "in": "记账金额(收入)", "out": "记账金额(支出)", "balance": "余额",
            "counterparty": "对方户名", "words": "摘要 交易场所", "currency": "记账币种",
        },
    ),
    Layout(
        "abc-debit", "农业银行借记卡明细", "signed",
        marks="交易日期 交易时间 交易摘要 交易金额 本次余额 对手信息 日志号 交易附言",
        columns={
            "day": "交易日期", "time": "交易时间", "amount": "交易金额", "balance": "本次余额",
            "counterparty": "对手信息", "words": "交易摘要 交易附言", "serial": "日志号",
        },
    ),
    Layout(
        "boc-credit", "中国银行信用卡账单", "columns",
        marks="交易日 银行记账日 卡号后四位 交易描述 存入 支出 币种",
        columns={
            "day": "银行记账日|交易日", "in": "存入", "out": "支出", "words": "交易描述", "currency": "币种",
            "account": "卡号后四位",
        },
    ),
    Layout(
        "boc-debit", "中国银行借记卡流水", "signed",
        marks="记账日期 记账时间 币别 金额 余额 交易名称 附言 对方账户名 对方卡号/账号",
        columns={
            "day": "记账日期", "time": "记账时间", "amount": "金额", "balance": "余额", "counterparty": "对方账户名",
            "counter_account": "对方卡号/账号", "words": "交易名称 附言", "currency": "币别", "account": "借记卡号",
        },
    ),
    Layout(
        "bocom-credit", "交通银行信用卡账单", "kind",
        marks="交易日期 记账日期 交易说明 入账币种/金额",
        columns={"day": "记账日期|交易日期", "amount": "入账币种/金额", "words": "交易说明"},
    ),
    Layout(
        "bocom-debit", "交通银行借记卡明细", "flag",
        marks="交易日期 交易时间 交易类型 借贷 交易金额 余额 对方账号 对方户名 交易地点 摘要",
        columns={
            "day": "交易日期", "time": "交易时间", "flag": "借贷", "amount": "交易金额", "balance": "余额",
            "counterparty": "对方户名", "counter_account": "对方账号", "words": "交易类型 摘要 交易地点",
        },
    ),
    Layout(
        "ccb-debit", "建设银行交易明细", "columns",
        marks="记账日 交易日期 交易时间 支出 收入 账户余额 币种 摘要 对方账号 对方户名 交易地点",
        columns={
            "day": "记账日|交易日期", "time": "交易时间", "in": "收入", "out": "支出", "balance": "账户余额",
            "counterparty": "对方户名", "counter_account": "对方账号", "words": "摘要 交易地点", "currency": "币种",
        },
    ),
    Layout(
        "cmb-credit", "招商银行信用卡账单", "owed",
        marks="交易日 记账日 交易摘要 人民币金额 卡号末四位",
        columns={"day": "记账日|交易日", "amount": "人民币金额", "words": "交易摘要", "account": "卡号末四位"},
    ),
    Layout(
        "cmb-debit", "招商银行借记卡流水", "signed",
        marks="记账日期 货币 交易金额 联机余额 交易摘要 对手信息 客户摘要",
        columns={
            "day": "记账日期", "amount": "交易金额", "balance": "联机余额", "counterparty": "对手信息",
            "words": "交易摘要 客户摘要", "currency": "货币",
        },
    ),
    Layout(
        "spdb-debit", "浦发银行借记卡明细", "columns",
        marks="交易日期 交易类型 存入金额 取出金额 余额 交易对手名称 交易对手账号 附言",
        columns={
            "day": "交易日期", "in": "存入金额", "out": "取出金额", "balance": "余额", "counterparty": "交易对手名称",
            "counter_account": "交易对手账号", "words": "交易类型 附言",
        },
    ),
    # The last two take the usual columns of any bank, unless they are nearly those of one above.
    Layout(
        GENERAL, "单位账户对账单（借方、贷方两列）", "columns",
        marks=f"{_DAY} {_OUT} {_IN} {_CORPORATE['balance']} {_OTHER_SIDE} {_TEXT}",
        columns={**_CORPORATE, "in": _IN, "out": _OUT},
    ),
    Layout(
        GENERAL, "单位账户对账单（发生额和借贷标志）", "flag",
        marks=f"{_DAY} {_AMOUNT} {_FLAG} {_CORPORATE['balance']} {_OTHER_SIDE} {_TEXT}",
        columns={**_CORPORATE, "amount": _AMOUNT, "flag": _FLAG},
    ),
)  # fmt: skip
