"""What each invented community is like: the one table everything else is drawn from.

Only data and its look-ups; no chance and no arithmetic beyond adding up the table.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Final, Literal

Frequency = Literal["quarter", "half_year", "year"]
Style = Literal["old", "mid", "high", "tall", "terrace"]

DISTRICT_NAME: Final = "云汀示范区"
DISTRICT_CONTACT: Final = "云汀示范区物业财务服务中心 公示咨询"
DISTRICT_SITE: Final = "https://gongshi.example"  # a name reserved for examples: it leads nowhere
COMMUNITY_CONTACT: Final = "街道财务服务中心 公示咨询"
YEARS: Final = (2024, 2025)
CUSTODY_FEN: Final = 1_215_000_000  # all public-revenue bank balances at the end of 2025
REVENUE_VOUCHERS: Final = 473
_SEED: Final = "jjledger sample district 1"


@dataclass(frozen=True, slots=True)
class Plan:
    """One community of the sample."""

    code: str
    name: str
    households: int
    style: Style
    frequency: Frequency
    vouchers: int  # vouchers that touch its public-revenue fund
    custody_yuan: int  # public revenue held per household, about
    delivered: int  # year
    standard_yuan: int  # first deposit per square metre
    marks: tuple[str, ...] = ()  # what is special; see `MARKS`

    def has(self, mark: str) -> bool:
        """Say whether a special feature applies."""
        assert mark in MARKS, mark
        return mark in self.marks

    def chance(self, aspect: str) -> random.Random:
        """Give the community's own dice for one aspect, so that a change elsewhere moves nothing here."""
        return random.Random(f"{_SEED}/{self.code}/{aspect}")  # noqa: S311 (a sample, not a secret)


MARKS: Final = {
    "public_housing": "three buildings are sold public housing with a fund of their own",
    "shops": "a row of shops in building S1",
    "depleted": "the maintenance fund is nearly used up; some households are in arrears",
    "phase": "the last building is delivered in 2024 and pays its first deposits by batch",
    "refund": "one of the batch paid for too large an area and gets the rest back",
    "renew": "households pay a further deposit in 2025 by batch",
    "top_up": "part of the public revenue goes to the maintenance fund",
    "red_revenue": "a receipt was booked to the wrong line, reversed and booked again",
    "red_repair": "a repair was booked to the wrong unit, reversed and booked again",
    "july": "interest is distributed from July to June",
    "management": "a share of the interest is kept back",
    "interest_first": "repairs draw interest before principal",
    "first": "the odd fen of a distribution goes to the first households",
    "last": "the odd fen of a distribution goes to the last household",
    "unchecked_revenue": "the bank has not confirmed public revenue in the last half-year",
    "unchecked_fund": "the bank has not confirmed the maintenance fund in the last half-year",
    "draft": "a voucher of the last month is still a draft",
    "emergency": "a repair went by certificate of emergency",
    "shanghai": "the frequency comes from a preset instead of the community's own words",
    "scrap": "an old lift was sold for scrap",
    "projects": "its repairs are on record from plan to settlement",
    "audit": "an auditor's report, notice boards and the contract of a stall are on record, and a renewal is planned",
    "warranty": "the developer's warranty deposit stands in a fund of its own",
    "budget": "the owners gave the committee a budget and limits",
    "handed_over": "the maintenance fund was handed over to the owners in July 2025",
    "register": "contracts, common property and the barrier gate's own figures are on record",
}

COMMUNITIES: Final = (
    Plan("tinglan", "听澜苑", 280, "high", "half_year", 17, 820, 2014, 78, ("top_up",)),
    Plan(
        "guiyu2", "桂语府·Ⅱ期", 352, "mid", "quarter", 30, 760, 2017, 86, ("red_revenue", "projects", "audit")
    ),
    Plan("wutong-bei", "梧桐里（北区）", 515, "mid", "half_year", 16, 900, 2011, 72, ("july", "top_up")),
    Plan("yunting", "云汀花园", 1000, "high", "quarter", 31, 1010, 2013, 80, ("shops", "top_up")),
    Plan("banshan", "半山书院", 136, "terrace", "half_year", 15, 560, 2018, 110),
    Plan("songyue", "松间月", 446, "high", "half_year", 17, 780, 2016, 84, ("management",)),
    Plan("hetang", "荷塘新里", 588, "mid", "quarter", 29, 690, 2012, 74, ("red_repair",)),
    Plan("fengwan", "枫晚居", 204, "old", "year", 11, 620, 2006, 66, ("renew",)),
    Plan("luming", "鹿鸣坊", 836, "high", "half_year", 17, 870, 2015, 82, ("july", "top_up", "emergency")),
    Plan(
        "qinghe",
        "青禾家园",
        1264,
        "tall",
        "quarter",
        30,
        780,
        2016,
        88,
        ("top_up", "scrap", "register", "budget"),
    ),
    Plan("bailu", "白鹭小筑", 100, "terrace", "year", 10, 470, 2019, 118),
    Plan("shiliu", "石榴院", 316, "old", "half_year", 16, 540, 2002, 65, ("depleted", "renew", "top_up")),
    Plan("xingting", "星汀公馆", 1088, "tall", "quarter", 29, 840, 2021, 105, ("phase", "refund")),
    Plan("wangshu", "望舒苑", 515, "high", "half_year", 17, 720, 2022, 98, ("phase", "unchecked_revenue")),
    Plan("jianjia", "蒹葭里", 398, "mid", "half_year", 16, 800, 2010, 70, ("interest_first",)),
    Plan("zhiqiu", "知秋园", 242, "old", "half_year", 16, 640, 2008, 68, ("red_repair", "draft")),
    Plan(
        "chengzi", "橙子公寓", 742, "tall", "quarter", 28, 660, 2019, 92, ("shanghai", "register", "warranty")
    ),
    Plan(
        "yihao",
        "1号渡口",
        280,
        "mid",
        "half_year",
        16,
        930,
        2015,
        79,
        ("first", "emergency", "projects", "handed_over"),
    ),
    Plan("shiguang", "拾光里A区", 1176, "high", "quarter", 29, 700, 2014, 83, ("july", "scrap", "register")),
    Plan("qingxi", "晴溪新村", 664, "old", "half_year", 17, 760, 1999, 65, ("public_housing", "top_up")),
    Plan("yufu", "𬍛玉府", 168, "high", "year", 11, 1150, 2020, 120, ("last",)),
    Plan("zhaomu", "朝暮里", 1372, "tall", "half_year", 18, 890, 2017, 90, ("top_up", "unchecked_fund")),
    Plan("nanfeng-dong", "南风（东区）", 1000, "high", "year", 11, 640, 2009, 71, ("renew", "july")),
    Plan("xishang", "溪上·人家", 1500, "tall", "quarter", 26, 905, 2018, 91, ("phase", "refund", "top_up")),
)

assert sum(plan.vouchers for plan in COMMUNITIES) == REVENUE_VOUCHERS
