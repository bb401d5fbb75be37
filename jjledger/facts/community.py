"""The facts of a community and its dated policies, as `community.toml` states them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Literal

from jjledger.facts.audit_settings import AuditSettings
from jjledger.facts.auditor import Auditor
from jjledger.facts.custody import Custody, NoFund
from jjledger.facts.import_rule import BankFacts, ImportRule
from jjledger.facts.log_settings import LogSettings
from jjledger.facts.rates import RateTable
from jjledger.facts.register import HouseKind
from jjledger.facts.revenue import RevenueSettings
from jjledger.facts.sign_off import SignOff
from jjledger.period import Interval
from jjledger.proof.checkpoint import Policy
from jjledger.proof.keys import PublicKey

FundKind = Literal["maintenance", "public_housing", "public_revenue", "warranty"]
Remainder = Literal["largest", "first", "last"]
DrawOrder = Literal["principal", "interest"]
DayCount = Literal["actual/360", "actual/365", "30/360"]
RateDay = Literal["settlement", "start", "deposit", "segmented"]
# What to top up to: the first deposit, or by the whole first deposit again (台州市物业管理条例 第51条).
TopUp = Literal["difference", "standard"]
# Where a deposit of an earlier year goes out: 5101 返还支出, or straight out of 3001/3002.
PriorRefund = Literal["expense", "owners_money"]

# Kinds whose money belongs to households one by one.
OWNERS_FUND_KINDS: tuple[FundKind, ...] = ("maintenance", "public_housing")
# What 三金 is taken to mean where a community does not say otherwise; no law defines it.
SIDE_BY_SIDE: tuple[FundKind, ...] = ("maintenance", "public_revenue", "warranty")


@dataclass(frozen=True, slots=True)
class PoolInterest:
    """Interest policy `method = "pool"`: share out by balance-days what was really earned."""

    management_share: Fraction  # kept back, 0 <= share < 1
    remainder: Remainder  # who gets the odd fen
    settle: tuple[tuple[int, int], ...] = ()  # last counted days as (month, day), to propose periods


@dataclass(frozen=True, slots=True)
class DeclaredInterest:
    """Interest policy `method = "declared"`: accrue at published rates, whatever was earned."""

    day_count: DayCount
    rates: RateTable
    current_year: str  # column for money that came in during the period
    carried_over: str  # column for what stood before its first day, interest included
    rate_day: RateDay
    settle: tuple[tuple[int, int], ...] = ()  # last counted days as (month, day), to propose periods


InterestPolicy = PoolInterest | DeclaredInterest


@dataclass(frozen=True, slots=True)
class FundPolicy:
    """What a fund does from a day on."""

    from_day: date
    interest: InterestPolicy | None
    draw_order: DrawOrder = "principal"
    other_expense: Literal["undistributed", "owners"] = "undistributed"
    top_up: TopUp = "difference"
    prior_refund: PriorRefund = "expense"
    source: str = ""  # where the interest rule comes from, as the community or the preset states it
    uncertain: str = ""  # what a preset's source leaves open, and how it was filled; printed beside it


@dataclass(frozen=True, slots=True)
class DepositStandard:
    """What a first deposit is per m², from a day on."""

    from_day: date
    per_m2_fen: int
    kinds: tuple[HouseKind, ...] = ()  # of which houses; () all
    buildings: tuple[str, ...] = ()  # in which buildings; () all
    cost_per_m2_fen: int | None = None  # published building cost that the standard is a share of
    reason: str = ""  # why it lies outside the lawful share, or where it was published


@dataclass(frozen=True, slots=True)
class WarrantyTerms:
    """What a warranty deposit rests on."""

    cost_fen: int  # construction and installation total
    delivered: date
    completed: date | None = None  # accepted on completion; from here items are under warranty
    noticed: date | None = None  # first day of the notice that the deposit will be given back


@dataclass(frozen=True, slots=True)
class Renewal:
    """A renewal somebody plans: what it will cost and when."""

    title: str
    fund: str  # code
    scope: str  # as on a voucher
    year: int
    cost_fen: int


@dataclass(frozen=True, slots=True)
class Fund:
    """A fund: an accounting entity of its own."""

    code: str  # second part of its accounts, 1维修资金
    kind: FundKind
    policies: tuple[FundPolicy, ...]  # oldest first
    deposit_standards: tuple[DepositStandard, ...] = ()  # oldest first
    warranty: WarrantyTerms | None = None
    custody: tuple[Custody, ...] = ()  # oldest first

    def policy_on(self, day: date) -> FundPolicy | None:
        """Give the policy in force on a day, None before the first."""
        in_force = [policy for policy in self.policies if policy.from_day <= day]
        return in_force[-1] if in_force else None

    def custody_on(self, day: date) -> Custody | None:
        """Say who keeps the money on a day, None where nobody wrote it down."""
        in_force = [custody for custody in self.custody if custody.from_day <= day]
        return in_force[-1] if in_force else None


@dataclass(frozen=True, slots=True)
class DisclosureSettings:
    """How often and for how long this community discloses, and who answers questions."""

    public_revenue: Interval | None  # quarter, half_year or year; None: by the preset's law
    maintenance_fund: Interval | None  # half_year or year; None: by the preset's law
    preset: str  # another city's level whose values this community adopted, e.g. cn-31; "" none
    days_posted: int
    due_days: int  # days after the period's end within which it goes out
    contact: str  # shown on every page; an office, never a person
    require_closed: bool = False  # nothing goes out of a period with a month that is not closed
    side_by_side: tuple[FundKind, ...] = SIDE_BY_SIDE  # kinds of fund shown together, in this order


@dataclass(frozen=True, slots=True)
class BackupSettings:
    """For whom backups of private files are encrypted."""

    recipients: tuple[str, ...] = ()  # public keys, age1…
    folder: str = ""  # where they go; "" is private/backup of the community


@dataclass(frozen=True, slots=True)
class OwnerLinks:
    """Whether owners may read their own statements at a link, sealed, on the public site."""

    enabled: bool = False
    life_days: int = 90  # after the edition went out; then the sealed files leave the site


@dataclass(frozen=True, slots=True)
class Community:
    """A residential community."""

    name: str
    code: str  # the folder's name, ASCII
    region: str  # GB/T 2260, e.g. 3310
    funds: tuple[Fund, ...]
    disclosure: DisclosureSettings
    own_law: Mapping[str, object] = field(default_factory=dict)  # [law.…] tables, read by `law`
    sample: bool = False  # made up for the demonstration; every page says so
    renewals: tuple[Renewal, ...] = ()  # by year
    banks: tuple[BankFacts, ...] = ()
    rules: tuple[ImportRule, ...] = ()  # for statements; the first that fits a row is taken
    revenue: RevenueSettings = field(default_factory=RevenueSettings)
    no_funds: tuple[NoFund, ...] = ()  # what it says it has none of
    audit: AuditSettings = field(default_factory=AuditSettings)  # thresholds of audits
    owner_links: OwnerLinks = field(default_factory=OwnerLinks)
    sign_off: SignOff = field(default_factory=SignOff)
    auditors: tuple[Auditor, ...] = ()  # whose signature under an audit's record counts

    def fund(self, code: str) -> Fund | None:
        """Find a fund by the code its accounts carry."""
        return next((fund for fund in self.funds if fund.code == code), None)


@dataclass(frozen=True, slots=True)
class District:
    """A district: the communities one street office or agency keeps books for."""

    name: str
    communities: tuple[str, ...]  # folder names, in the order shown
    contact: str = ""
    site: str = ""  # address the site will be served at, for QR codes
    log: LogSettings = field(default_factory=LogSettings)

    @property
    def home(self) -> str:
        """Name the site in signed texts: its address without scheme and last slash; `local` where there is none.

        A port is joined to its host by a point, and a host of other letters is written as machines ask for it. Where the
        site moved after something was signed, it is the address of then, as the file says.
        """
        if self.log.home:
            return self.log.home
        host, slash, path = self.site.partition("://")[2].rstrip("/").lower().replace(":", ".").partition("/")
        try:
            return host.encode("idna").decode() + slash + path or "local"
        except UnicodeError:
            return host + slash + path  # refused where a text is to be signed

    @property
    def origin(self) -> str:
        """Name the log, as each of its signatures does."""
        return self.log.origin or f"{self.home}/log"

    def policy(self, key: PublicKey) -> Policy:
        """Say whom to trust about the log.

        Args:
            key: the log's own.
        """
        witnesses = tuple(witness.key for witness in self.log.witnesses)
        return Policy(self.origin, key, witnesses, self.log.quorum)
