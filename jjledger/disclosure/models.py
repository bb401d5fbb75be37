"""View models of every published page. docs/pages.md is made from the words beside each field."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, ClassVar, Literal, Protocol

from jjledger.disclosure.answer_models import Answers, Charts
from jjledger.disclosure.calendar_models import Duty
from jjledger.disclosure.sealed_models import HouseholdProof, SealedFund


@dataclass(frozen=True, slots=True)
class Ground:
    """The rule a page fulfils, with the day it has been in force since."""

    title: Annotated[str, "instrument and article, e.g. 台州市物业管理条例第25条"]
    since: Annotated[date, "first day the rule has been in force"]
    phrase: Annotated[str, "the words of the article that are relied on"]


Document = Literal[
    "public-revenue", "maintenance-fund", "public-housing", "three-funds", "money", "assets", "contracts",
    "committee", "annual", "project", "decision", "audit", "household",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that an edition says otherwise than the one before."""

    label: Annotated[str, "what it is about: 停车·月租, 凭证 2025-03 付-0012"]
    before: Annotated[str, "what was published; 无 where nothing was"]
    after: Annotated[str, "what stands there now; 无 where nothing does"]


@dataclass(frozen=True, slots=True)
class Correction:
    """Why there is a later edition: what it replaces, what changed, and who approved it."""

    replaces: Annotated[int, "number of the edition before"]
    replaced_day: Annotated[date, "day the edition before went out"]
    reason: Annotated[str, "why, in the words of who asked for it"]
    approved_by: Annotated[str, "who approved it; a person is masked; empty where documents were only added"]
    changes: Annotated[
        tuple[Change, ...], "what this document says otherwise; empty where only others of the period changed"
    ]


@dataclass(frozen=True, slots=True)
class Head:
    """What every disclosure says about itself."""

    document: Annotated[Document, "kind of disclosure and name of its folder"]
    title: Annotated[str, "公共收益收支公示, 维修资金收支公示, 分户对账单 and so on"]
    community: Annotated[str, "name of the community"]
    community_code: Annotated[str, "code of the community, ASCII, part of addresses"]
    fund: Annotated[
        str, "name of the fund without the leading digit of its account; empty where it is not about one fund"
    ]
    period_code: Annotated[str, "2025, 2025-H1, 2025-Q3, or of an event 2025-03-10.project-2025-01"]
    period_title: Annotated[str, "the period in words, 2025年第三季度, or the day of the event"]
    first_day: Annotated[date, "first day of the period, inclusive"]
    last_day: Annotated[date, "last day of the period, inclusive; every closing figure is of its end"]
    grounds: Annotated[tuple[Ground, ...], "rules this page fulfils"]
    contact: Annotated[str, "office that answers questions"]
    days_posted: Annotated[int, "days the notice hangs"]
    address: Annotated[str, "full address of the page, empty when the site's address is unknown"]
    sample: Annotated[bool, "demonstration data; printed on every page"]
    notes: Annotated[tuple[str, ...], "sentences under the figures: settings used, what is merged and why"]
    issued: Annotated[date | None, "day this edition went out; empty on papers that are made on request"] = (
        None
    )
    edition: Annotated[int, "1 for the first publication of the period, one more for each later version"] = 1
    correction: Annotated[Correction | None, "what this edition replaces, and why; empty on the first"] = None

    @property
    def days_after(self) -> int:
        """Count the days from the last one it tells of to the day it went out; 0 where it did not."""
        return (self.issued - self.last_day).days if self.issued else 0


class Disclosure(Protocol):
    """Any model that is published as a document: it has a head, and stands in an edition of a period."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def head(self) -> Head:
        """Give what the page says about itself."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a statement."""

    label: Annotated[str, "name of the item without the code of its account"]
    amount_fen: Annotated[int, "amount in fen"]
    level: Annotated[int, "1 main item, 2 其中 item of the line above, and so on"]
    vouchers: Annotated[tuple[str, ...], "anchors of the vouchers the amount consists of"]
    note: Annotated[str, "remark beside the line"] = ""


@dataclass(frozen=True, slots=True)
class Leg:
    """One leg of a voucher."""

    account: Annotated[str, "account in words, 银行存款 — 1234建行"]
    debit_fen: Annotated[int, "debit in fen, 0 on a credit leg"]
    credit_fen: Annotated[int, "credit in fen, 0 on a debit leg"]


@dataclass(frozen=True, slots=True)
class VoucherView:
    """A voucher as anybody may see it."""

    anchor: Annotated[str, "anchor on the page, v-2025-03-F0012"]
    day: Annotated[date, "day of the voucher; of a pooled line the month's last day"]
    number: Annotated[str, "付-0012; 合并收退 for a pooled line"]
    payee: Annotated[str, "organisations as they are, everybody else masked"]
    summary: Annotated[str, "what it was for"]
    amount_fen: Annotated[
        int, "what it did to the fund's money in fen: in positive, out negative, transfers 0"
    ]
    attachments: Annotated[str, "number of originals, 3 张 or 无"]
    decision: Annotated[
        str,
        "number of the owners' decision, and where its record is on file its title and day:"
        " 2025-01 更换曳引机（2025年2月10日表决）; empty where none applies",
    ]
    legs: Annotated[tuple[Leg, ...], "debits and credits"]
    note: Annotated[str, "what it reverses or corrects, whom it was shared among"] = ""


@dataclass(frozen=True, slots=True)
class BankTie:
    """Whether the fund's bank balance was confirmed at the period's end."""

    state: Annotated[Literal["tied", "unchecked"], "tied: every bank account was confirmed on the last day"]
    book_fen: Annotated[int, "bank balance by the books at the period's end, in fen"]
    words: Annotated[str, "the state in words, with what explains the difference"]
    difference_fen: Annotated[int, "closing less bank balance in fen; 0 where all money is in the bank"]


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of the income and expense chart."""

    label: Annotated[str, "name of the item"]
    amount_fen: Annotated[int, "amount in fen"]
    kind: Annotated[Literal["income", "expense"], "which side it belongs to"]
    width: Annotated[int, "per mille of the longest bar, 0 to 1000"]


@dataclass(frozen=True, slots=True)
class PublicRevenue:
    """公共收益收支公示: opening + income - expense = closing."""

    head: Annotated[Head, "what the page says about itself"]
    opening_fen: Annotated[int, "brought forward, in fen"]
    income: Annotated[tuple[Line, ...], "income, item by item"]
    income_fen: Annotated[int, "sum of the main items of income, in fen"]
    later_fen: Annotated[
        int, "part of that income that belongs to later periods (其中属于以后期间), by days; in fen"
    ]
    expense: Annotated[tuple[Line, ...], "expense, item by item"]
    expense_fen: Annotated[int, "sum of the main items of expense, in fen"]
    cost_fen: Annotated[int, "part of the expense that earning the income cost: labour, energy, tax; in fen"]
    net_income_fen: Annotated[int, "income less that cost, which is what may be used; in fen"]
    result_fen: Annotated[int, "income less expense of the period, in fen"]
    closing_fen: Annotated[int, "what is left, in fen"]
    closing_capital: Annotated[str, "what is left, in capital characters"]
    bank: Annotated[BankTie, "tie to the bank balance"]
    bars: Annotated[tuple[Bar, ...], "the chart"]
    vouchers: Annotated[tuple[VoucherView, ...], "every voucher of the period"]
    charts: Annotated[Charts, "the other drawings"]
    answers: Annotated[Answers, "what owners ask most"]


@dataclass(frozen=True, slots=True)
class Project:
    """One use of the maintenance fund."""

    title: Annotated[str, "what was done"]
    scope: Annotated[str, "who shared it: 01幢1单元，36 户"]
    cost_fen: Annotated[int, "cost in fen"]
    decision: Annotated[str, "the owners' decision, in the words of its vouchers"]
    vouchers: Annotated[tuple[str, ...], "anchors of its vouchers"]


@dataclass(frozen=True, slots=True)
class BuildingRow:
    """One building, or several together where one alone would show a household."""

    label: Annotated[str, "01幢, or 02、05幢合并"]
    households: Annotated[int, "households in the row"]
    closing_fen: Annotated[int | None, "owners' money at the period's end in fen; empty where it is withheld"]
    note: Annotated[str, "why buildings stand together"] = ""


@dataclass(frozen=True, slots=True)
class MaintenanceFund:
    """维修资金收支公示 of one fund: the four items of 令165 art. 30 as far as they are public."""

    head: Annotated[Head, "what the page says about itself"]
    opening_owners_fen: Annotated[int, "owners' money brought forward, in fen"]
    opening_undistributed_fen: Annotated[int, "undistributed income brought forward, in fen"]
    lines: Annotated[tuple[Line, ...], "in the statement's order, signed as they move the balance"]
    deposits_fen: Annotated[int, "paid in less what was taken back of it, in fen"]
    refunds_fen: Annotated[int, "paid back, in fen, positive"]
    use_fen: Annotated[int, "spent on repairs, in fen, positive"]
    income_fen: Annotated[int, "interest and other income, in fen"]
    other_expense_fen: Annotated[int, "other expense, in fen, positive"]
    distributed_fen: Annotated[int, "moved from undistributed income to households, in fen"]
    result_fen: Annotated[int, "change of the fund in the period, in fen"]
    closing_owners_fen: Annotated[int, "owners' money at the period's end, in fen"]
    closing_undistributed_fen: Annotated[int, "undistributed income at the period's end, in fen"]
    closing_fen: Annotated[int, "both together, in fen"]
    closing_capital: Annotated[str, "both together, in capital characters"]
    arrears_households: Annotated[
        int, "number of households that owe; what they owe together would tell what single ones have"
    ]
    projects: Annotated[tuple[Project, ...], "uses of the fund"]
    buildings: Annotated[tuple[BuildingRow, ...], "owners' money by building"]
    bank: Annotated[BankTie, "tie to the bank balance"]
    bars: Annotated[tuple[Bar, ...], "the chart"]
    vouchers: Annotated[tuple[VoucherView, ...], "vouchers of the period; small ones pooled by month"]
    charts: Annotated[Charts, "the other drawings"]
    answers: Annotated[Answers, "what owners ask most"]
    moved_fen: Annotated[int, "booked straight into net assets, not by income or expense, in fen"] = 0
    sealed: Annotated[
        SealedFund | None,
        "the seal over the households' statements; empty on what went out before there was one",
    ] = None


@dataclass(frozen=True, slots=True)
class StatementRow:
    """One movement of a household's money."""

    day: Annotated[date, "day of the voucher"]
    voucher: Annotated[str, "month and number, 2025-03 付-0001"]
    summary: Annotated[str, "what it was for"]
    amount_fen: Annotated[int, "what it adds to the household's money in fen; negative: takes"]
    principal_fen: Annotated[int, "change of principal in fen"]
    interest_fen: Annotated[int, "change of interest in fen"]
    arrears_fen: Annotated[int, "change of arrears in fen"]
    balance_fen: Annotated[int, "principal + interest - arrears after the row, in fen"]
    formula: Annotated[str, "how the amount came about, to be done again by hand"]
    reason: Annotated[
        str,
        "of a distribution: its days, where its odd fen went and by what rule, its ground; empty on others",
    ] = ""
    selling_unit_fen: Annotated[
        int, "of sold public housing: what the same voucher moved for the selling units, in fen"
    ] = 0


@dataclass(frozen=True, slots=True)
class HouseholdStatement:
    """分户对账单 of one household and year, one fund. For its owner only."""

    head: Annotated[Head, "what the page says about itself"]
    household: Annotated[str, "id, building-unit-room; of a selling unit its number"]
    building: Annotated[str, "building; empty for a selling unit"]
    unit: Annotated[str, "unit; empty for a selling unit"]
    room: Annotated[str, "room; empty for a selling unit"]
    area: Annotated[str, "floor area at the period's end, 89.52 m²; empty for a selling unit"]
    opening_principal_fen: Annotated[int, "principal brought forward, in fen"]
    opening_interest_fen: Annotated[int, "interest brought forward, in fen"]
    opening_arrears_fen: Annotated[int, "arrears brought forward, in fen"]
    rows: Annotated[tuple[StatementRow, ...], "movements in the order of booking"]
    paid_fen: Annotated[int, "paid in less paid back, in fen"]
    earned_fen: Annotated[int, "interest and other income received, in fen"]
    used_fen: Annotated[int, "spent on repairs, in fen, positive"]
    closing_principal_fen: Annotated[int, "principal at the period's end, in fen"]
    closing_interest_fen: Annotated[int, "interest at the period's end, in fen"]
    closing_arrears_fen: Annotated[int, "arrears at the period's end, in fen"]
    closing_capital: Annotated[str, "principal + interest in capital characters"]
    serial: Annotated[
        str, "serial number, made from all that the statement says; another statement has another"
    ]
    address: Annotated[str, "community and house, 示范小区01幢1单元101室"]
    income_fen: Annotated[int, "all that came in, in fen"]
    interest_income_fen: Annotated[int, "of it interest and other income distributed, in fen"]
    other_income_fen: Annotated[int, "of it deposits and what was brought in, in fen"]
    expense_fen: Annotated[int, "all that went out, in fen, positive"]
    repair_fen: Annotated[int, "of it spent on repairs, in fen, positive"]
    other_expense_fen: Annotated[int, "of it paid back and other expense, in fen, positive"]
    proof: Annotated[
        HouseholdProof | None,
        "that it is in the published total; empty where nothing of the period is sealed",
    ] = None
    unproved: Annotated[str, "why it carries no proof, in words; empty where it carries one"] = ""


@dataclass(frozen=True, slots=True)
class HeldFinding:
    """Why a disclosure is held back, safe to show in public."""

    code: Annotated[str, "code of the finding"]
    words: Annotated[str, "the finding in words without private data, after the months it is about"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One disclosure in a list."""

    document: Annotated[str, "public-revenue, maintenance-fund or public-housing"]
    title: Annotated[str, "title of the disclosure"]
    period_code: Annotated[str, "2025, 2025-H1 or 2025-Q3"]
    period_title: Annotated[str, "the period in words"]
    path: Annotated[
        str,
        "folder relative to the community's page, 2025-Q3/v1/public-revenue/; of the period where nothing is out",
    ]
    closing_fen: Annotated[int | None, "what was left, in fen; empty where it is not out"]
    state: Annotated[Literal["out", "held", "missing"], "whether it is out"]
    words: Annotated[str, "已公示, or why it is held, or by when it is due"]
    late: Annotated[bool, "not out although its last day for going out is over"] = False
    edition: Annotated[int, "number of the edition in force; 0 where nothing is out"] = 0
    issued: Annotated[date | None, "day that edition went out; empty where nothing is out"] = None
    first_issued: Annotated[date | None, "day of the first edition that had it"] = None
    since: Annotated[int, "earliest edition that says what the one in force says; 0 where nothing is out"] = 0
    due: Annotated[date | None, "last day for the first edition to go out"] = None
    posted: Annotated[str, "where and how long it hung, in words; empty where nothing is out"] = ""
    hung: Annotated[bool, "it hung, or hangs, as long as it must, with a photograph on file"] = False


@dataclass(frozen=True, slots=True)
class FundBalance:
    """What one fund holds."""

    fund: Annotated[str, "name of the fund"]
    kind: Annotated[str, "public_revenue, maintenance, public_housing or warranty"]
    balance_fen: Annotated[
        int | None,
        "bank balance of a public-revenue fund, all assets of another, in fen; empty where nothing may be said yet",
    ]
    as_of: Annotated[
        date, "end of this day; of an owners' fund a half-year's end, since a month may show one household"
    ]


@dataclass(frozen=True, slots=True)
class CommunityPage:
    """The front page of one community."""

    name: Annotated[str, "name of the community"]
    code: Annotated[str, "code of the community, ASCII, part of addresses"]
    households: Annotated[int, "households in the register on the day of the balances"]
    balances: Annotated[tuple[FundBalance, ...], "what each fund holds"]
    as_of: Annotated[date, "end of the latest whole month"]
    entries: Annotated[tuple[Entry, ...], "disclosures, latest first"]
    held: Annotated[tuple[HeldFinding, ...], "findings that hold a disclosure back"]
    book_path: Annotated[str, "download of the public book, empty where it is held"]
    contact: Annotated[str, "office that answers questions"]
    sample: Annotated[bool, "demonstration data"]
    vouchers: Annotated[int, "vouchers that touch a public-revenue fund"] = 0
    duties: Annotated[
        tuple[Duty, ...], "what is late, due, not hung yet or coming within three months, late first"
    ] = ()
    told_on: Annotated[date | None, "day on which the duties stood so; empty on pages of before"] = None
    owner_links: Annotated[bool, "owners open their own statements on the site, below o/"] = False


@dataclass(frozen=True, slots=True)
class DistrictRow:
    """One community in the district's index."""

    name: Annotated[str, "name of the community"]
    code: Annotated[str, "code of the community"]
    households: Annotated[int, "households in the register"]
    latest: Annotated[str, "latest period that is out, empty where nothing is"]
    public_revenue_fen: Annotated[int | None, "public revenue in custody, in fen; empty where unknown"]
    maintenance_fund_fen: Annotated[int | None, "maintenance funds, in fen; empty where unknown"]
    state: Annotated[
        Literal["complete", "unposted", "late", "held"], "whether everything due is out, and hung"
    ]
    words: Annotated[
        str, "网上齐全 as of which day, and until when, or what is missing, late or did not hang"
    ]


@dataclass(frozen=True, slots=True)
class DistrictIndex:
    """The front page of the district."""

    name: Annotated[str, "name of the district"]
    communities: Annotated[int, "number of communities"]
    vouchers: Annotated[int, "vouchers that touch a public-revenue fund"]
    public_revenue_fen: Annotated[int, "public revenue in custody, in fen"]
    maintenance_fund_fen: Annotated[int, "maintenance funds, in fen"]
    as_of: Annotated[date, "public revenue is of the end of this day"]
    owners_as_of: Annotated[date, "maintenance funds are of the end of this day, a half-year's end"]
    rows: Annotated[tuple[DistrictRow, ...], "communities in the district's order"]
    contact: Annotated[str, "office that answers questions"]
    sample: Annotated[bool, "demonstration data"]
