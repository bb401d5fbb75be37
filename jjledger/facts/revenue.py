"""Public revenue beside the vouchers: contracts, assets, figures from outside, budgets and limits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal

from jjledger.facts.working_calendar import WorkingCalendar
from jjledger.period import Interval, Period

ContractKind = Literal["parking", "advertising", "locker", "base_station", "lease", "other"]
KIND_WORDS: Final[Mapping[ContractKind, str]] = {
    "parking": "停车", "advertising": "广告", "locker": "快递柜", "base_station": "通信基站", "lease": "租赁",
    "other": "其他",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rate:
    """What a contract brings from a day on, until its next rate or its end."""

    from_day: date
    every: Interval
    due_day: int  # of the month in which each interval begins, 1 to 31; the month's last where it has none
    amount_fen: int  # an interval


@dataclass(frozen=True, slots=True)
class Due:
    """One amount a contract makes due, and the days it pays for."""

    day: date
    amount_fen: int
    first_day: date
    last_day: date


@dataclass(frozen=True, slots=True)
class RevenueContract:
    """A contract by which common parts earn money."""

    id: str  # 2025-01, the file's name
    title: str
    kind: ContractKind
    party: str  # a company, or a person; not for the public
    company: bool
    place: str
    fund: str  # code
    account: str  # of the income
    first_day: date
    last_day: date
    rates: tuple[Rate, ...] = ()  # oldest first
    dated: tuple[Due, ...] = ()  # amounts agreed one by one, by day
    deposit_fen: int = 0  # held as a security; owed, no income
    original: str = ""  # file of the signed paper


@dataclass(frozen=True, slots=True)
class Budget:
    """What may be spent on an account in a year."""

    fund: str
    account: str  # and all below it
    year: int
    amount_fen: int
    decision: str


@dataclass(frozen=True, slots=True)
class Authority:
    """What the committee may spend of public revenue on its own, from a day on."""

    from_day: date
    item_fen: int  # one voucher
    year_fen: int  # all vouchers of a calendar year that no decision of the owners carries
    decision: str  # of the owners' assembly that gave it


@dataclass(frozen=True, slots=True)
class Preliminary:
    """The preliminary service period 前期物业服务期, in which net income goes to the maintenance fund."""

    first_day: date
    last_day: date | None  # None: it lasts


@dataclass(frozen=True, slots=True)
class AssetClass:
    """A class of common property, and whether what is in it is there to earn."""

    name: str
    earning: bool


@dataclass(frozen=True, slots=True)
class ControlSource:
    """Whose figures from outside belong to which income."""

    source: str  # 道闸
    account: str  # and all below it
    tolerance_fen: int  # a month


# The seven classes a community starts with; it may list its own instead.
ASSET_CLASSES: Final = (
    AssetClass("物业用房", earning=False),
    AssetClass("停车", earning=True),
    AssetClass("广告位", earning=True),
    AssetClass("场地", earning=True),
    AssetClass("设施设备", earning=False),
    AssetClass("经营设施", earning=True),
    AssetClass("其他", earning=False),
)


@dataclass(frozen=True, slots=True)
class RevenueSettings:
    """What community.toml says about public revenue."""

    budgets: tuple[Budget, ...] = ()
    authority: tuple[Authority, ...] = ()  # oldest first
    preliminary: Preliminary | None = None
    asset_classes: tuple[AssetClass, ...] = ASSET_CLASSES
    controls: tuple[ControlSource, ...] = ()

    def authority_on(self, day: date) -> Authority | None:
        """Give the limits in force on a day, None before the first."""
        found = [one for one in self.authority if one.from_day <= day]
        return found[-1] if found else None


@dataclass(frozen=True, slots=True)
class Asset:
    """One line of the register of common property."""

    id: str
    asset_class: str
    name: str
    place: str
    quantity: int  # pieces, above zero; what several assets of one contract earn is shared by it
    since: date
    until: date | None
    contracts: tuple[str, ...]
    earning: bool | None  # None: as its class
    note: str
    line: int


@dataclass(frozen=True, slots=True)
class ControlFigure:
    """What something outside the books counted: a barrier gate, charging piles, a locker."""

    file: str
    line: int
    source: str
    period: Period  # a month
    count: int | None
    amount_fen: int


@dataclass(frozen=True, slots=True)
class RevenueRecords:
    """What lies beside the ledger about public revenue."""

    # by id, as contracts/*.toml record them; None where the record cannot be read
    contracts: Mapping[str, RevenueContract | None] = field(default_factory=dict)
    assets: tuple[Asset, ...] = ()
    controls: tuple[ControlFigure, ...] = ()
    calendar: WorkingCalendar = field(default_factory=WorkingCalendar)

    def readable(self) -> tuple[RevenueContract, ...]:
        """List the contracts that can be read, by number."""
        return tuple(one for _, one in sorted(self.contracts.items()) if one is not None)
