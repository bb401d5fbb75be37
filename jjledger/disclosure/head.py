"""The head every disclosure carries."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from jjledger.disclosure.account_words import without_code
from jjledger.disclosure.models import Document, Ground, Head
from jjledger.facts.community import Community, Fund, FundKind
from jjledger.period import Period

DOCUMENTS: Final[dict[FundKind, Document]] = {
    "public_revenue": "public-revenue",
    "maintenance": "maintenance-fund",
    "public_housing": "public-housing",
}
# In whose name owners' money stands; of sold public housing a part is the selling unit's.
HOLDERS: Final[dict[Document, str]] = {
    "maintenance-fund": "记在各户名下",
    "public-housing": "记在各户和售房单位名下",
}
TITLES: Final[dict[Document, str]] = {
    "public-revenue": "公共收益收支公示",
    "maintenance-fund": "维修资金收支公示",
    "public-housing": "已售公有住房维修资金收支公示",
    "three-funds": "三金总览",
    "money": "资金清单",
    "assets": "公共资产清单",
    "contracts": "合同台账公示",
    "committee": "业委会经费公示",
    "annual": "年度报告",
    "project": "维修项目公示",
    "decision": "表决结果公示",
    "audit": "审计报告公示",
    "household": "分户对账单",
}


@dataclass(frozen=True, slots=True)
class Setting:
    """What a disclosure needs to know beside the books."""

    grounds: tuple[Ground, ...] = ()
    address: str = ""  # full address of the page, "" when unknown
    notes: tuple[str, ...] = ()  # sentences to print under the figures, e.g. where the frequency comes from
    issued: date | None = None  # day it goes out, None on papers made on request


def about(head: Head, subject: str) -> Head:
    """Say in a paper's title what event it is about, so that a list of papers tells them apart."""
    return replace(head, title=f"{head.title}：{subject}")


def make_head(
    document: Document, community: Community, fund: Fund | None, period: Period, setting: Setting
) -> Head:
    """Fill in the head of a disclosure; notes of the page itself are added by its maker.

    Args:
        document: which one.
        community: whose.
        fund: the fund it is about; None where it is about several or none.
        period: what it covers.
        setting: what it needs to know beside the books.
    """
    return Head(
        document=document,
        title=TITLES[document],
        community=community.name,
        community_code=community.code,
        fund=without_code(fund.code) if fund is not None else "",
        period_code=period.code,
        period_title=period.title,
        first_day=period.first_day,
        last_day=period.last_day,
        grounds=setting.grounds,
        contact=community.disclosure.contact,
        days_posted=community.disclosure.days_posted,
        address=setting.address,
        sample=community.sample,
        notes=setting.notes,
        issued=setting.issued,
    )


def period_address(head: Head) -> str:
    """Give the address of the period's page: short, and always about the version in force; "" where unknown."""
    folder = f"/d/{head.community_code}/{head.period_code}/"
    before, found, _ = head.address.partition(folder)
    return before + folder if found else ""
