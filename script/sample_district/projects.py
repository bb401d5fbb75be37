"""What some communities have on record of their repairs, and of an audit: plan, contract, settlement, announcement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256
from typing import Final

from jjledger.units import plain_yuan
from sample_district.chart import account
from sample_district.decisions import USE, Decision
from sample_district.plan import Plan
from sample_district.revenue import RevenueDesk
from sample_district.vouchers import REVENUE, Voucher, workday

_CATEGORIES: Final = {
    "电梯": "电梯",
    "消防": "消防",
    "屋面": "屋面",
    "水": "管道",
    "外墙": "外墙",
    "火灾": "消防",
}
_WORKS: Final = {
    "电梯": "更换曳引机和钢丝绳，调试后由检验机构检验，合格后验收",
    "消防": "拆除旧水泵，更换水泵、阀门和控制柜，联动试验合格后验收",
    "屋面": "铲除旧防水层，重做防水层和保护层，淋水试验合格后验收",
    "管道": "更换老化的排水立管和管件，恢复拆开的墙面，通水试验合格后验收",
    "外墙": "铲除空鼓的饰面，修补、重做饰面，逐处敲击检查后验收",
}
_HUNDRED_YUAN: Final = 10_000
_AUDITED: Final = date(2025, 4, 18)
_STALL: Final = "2025-01"


def project_files(ids: Mapping[Decision, str], vouchers: Sequence[Voucher]) -> dict[str, str]:
    """Write the record of every repair of the maintenance funds, under the number of its decision."""
    return {
        f"projects/{number}.toml": _project(
            number, decision, [one for one in vouchers if one.decision == decision]
        )
        for decision, number in ids.items()
        if decision.matter == USE
    }


def _project(number: str, decision: Decision, paid: Sequence[Voucher]) -> str:
    """Write one record: a budget the cost keeps within, a contract, the settlement; of an urgent use how it was told."""
    payments = sorted(paid, key=lambda one: one.day)
    cost = -sum(one.bank_fen for one in payments)
    first, last = payments[0].day, payments[-1].day
    budget = -(-cost * 105 // 100 // _HUNDRED_YUAN) * _HUNDRED_YUAN + _HUNDRED_YUAN
    signed = workday(decision.day + timedelta(days=1 if decision.emergency else 20))
    settled = last if len(payments) == 1 else workday(last - timedelta(days=9))
    text = (
        f'id             = "{number}"\ntitle          = "{decision.title}"\nfunds          = ["{payments[0].fund}"]\n'
        f'scope          = "{decision.scope}"\ncategory       = "{_category(decision.title)}"\n'
        f'budget         = "{plain_yuan(budget)}"\nnot_chargeable = false\ndecision       = "{number}"\n'
        f'plan           = "{_WORKS[_category(decision.title)]}"\nstart          = {workday(min(signed, first) + timedelta(days=0 if decision.emergency else 5))}\n'
        f'\n[contract]\nnumber     = "HT-{number}"\ncontractor = "{payments[0].payee}"\n'
        f'amount     = "{plain_yuan(cost)}"\nday        = {min(signed, first)}\n'
    )
    for name, voucher in zip(("首付款", "结算尾款"), payments if len(payments) > 1 else (), strict=False):
        text += f'[[contract.stage]]\nname   = "{name}"\namount = "{plain_yuan(-voucher.bank_fen)}"\n'
    text += f'\n[settlement]\nday    = {settled}\namount = "{plain_yuan(cost)}"\n'
    if decision.emergency:
        text += f"\n[announcement]\nday = {workday(last + timedelta(days=12))}\n"
    return text


def _category(title: str) -> str:
    return next(word for sign, word in _CATEGORIES.items() if sign in title)


def audit_files(plan: Plan) -> dict[str, str]:
    """Write the record of an audit of public revenue, with the report among the originals."""
    report = (
        f"审计报告（示例，虚构）\n\n{plan.name}业主大会：\n我们审计了贵小区2024年度公共收益收支。"
        "我们认为，收支在所有重大方面按照有关规定记录。\n\n示例正衡会计师事务所\n2025年4月18日\n"
    )
    digest = sha256(report.encode()).hexdigest()
    file = f"vouchers/2025/{digest[:16]}.txt"
    record = (
        f'day         = {_AUDITED}\ntitle       = "2024年度公共收益收支审计"\nfunds       = ["{REVENUE}"]\n'
        'first_day   = 2024-01-01\nlast_day    = 2024-12-31\nauditor     = "示例正衡会计师事务所"\n'
        'cause       = "yearly"\nopinion     = "emphasis"\n'
        'opinion_text = "收支在所有重大方面按照有关规定记录。我们提醒注意：停车的人工和水电能耗半年才入账一次，一、三季度的公示里看不到。"\n'
        f'report      = "{file}"\n'
        '\n[[finding]]\nwords  = "停车的人工和水电能耗半年入账一次，一、三季度的公示里没有这项成本"\nanswer = "已请物业公司按季度结算，还没有谈定"\n'
        '\n[[finding]]\nwords  = "两笔支出的发票抬头写成物业公司"\nanswer = "已换开发票"\n'
    )
    listed = f"file,sha256,class,kept_until,filed,name\n{file},{digest},annual,,{_AUDITED},2024年度公共收益审计报告.txt\n"
    return {
        f"audits/{_AUDITED}-annual-2024.toml": record,
        file: report,
        "vouchers/originals.csv": listed,
    }


def stall_files(desk: RevenueDesk) -> dict[str, str]:
    """Write the contract of the spring stall, under which its fee was booked right in the end."""
    (place,) = [place for place, one in enumerate(desk.vouchers) if one.corrects == "wrong-line"]
    fee = desk.vouchers[place]
    desk.vouchers[place] = replace(fee, about=(("contract", _STALL),))
    due = date(fee.day.year, 5, 14)
    text = (
        f'number     = "{_STALL}"\ntitle      = "春季展示场地"\nkind       = "other"\nparty      = "{fee.payee}"\n'
        f'place      = "中心广场"\naccount    = "{account(REVENUE, "6003")}"\n'
        f"first_day  = {due.year}-05-01\nlast_day   = {due.year}-05-31\n"
        f'\n[[payment]]\nday    = {due}\namount = "{plain_yuan(fee.bank_fen)}"\n'
    )
    return {f"contracts/{_STALL}.toml": text}


RENEWALS: Final = """
[[renewal]]
title = "外墙饰面整体维修"
fund  = "1维修资金"
scope = "all"
year  = 2027
cost  = "680000.00"
"""
