"""The facts of one large invented community: houses, and vouchers day by day, always the same.

Deposits at the start, bank interest and its distribution every quarter, repairs of single
buildings, and what the common parts earn and cost. How it is written down is not known here,
and neither is jjledger: `shares` works out whose money moved by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Final

from benchmarks.shares import Fund

FIRST_YEAR: Final = 2016
OWNERS, REVENUE = "1维修资金", "3公共收益"
OWNERS_BANK: Final = f"Assets:{OWNERS}:1001银行存款:1234建行"
REVENUE_BANK: Final = f"Assets:{REVENUE}:1001银行存款:5678农行"
HOUSEHOLDS: Final = f"Equity:{OWNERS}:3001商品住宅维修资金"
UNDISTRIBUTED: Final = f"Equity:{OWNERS}:3101待分配累计收益"
DEPOSITS: Final = f"Income:{OWNERS}:4001交存收入"
BANK_INTEREST: Final = f"Income:{OWNERS}:4101存款利息收入"
REPAIRS: Final = f"Expenses:{OWNERS}:5001维修支出"
_IN: Final = ("6001停车", "6002广告", "6003场地", "6004快递柜", "6005基站", "6006租金")
_OUT: Final = ("6401成本", "6402税费", "6502维修", "6503业委会")

_HOUSES_A_FLOOR, _UNITS, _FLOORS = 2, 4, 15
_IN_A_BUILDING: Final = _HOUSES_A_FLOOR * _UNITS * _FLOORS
_DEPOSIT_FEN: Final = 6500  # a square metre
_MOST_VOUCHERS: Final = 133  # of public revenue a month, at 6,000 households
_MANY_HOUSEHOLDS: Final = 6000


@dataclass(frozen=True, slots=True)
class House:
    """One household."""

    building: str
    unit: str
    room: str
    area_dm2: int

    @property
    def id(self) -> str:
        """Give its number."""
        return f"{self.building}-{self.unit}-{self.room}"

    @property
    def deposit_fen(self) -> int:
        """Give its first deposit."""
        return self.area_dm2 * _DEPOSIT_FEN // 100


@dataclass(frozen=True, slots=True)
class Leg:
    """One posting; `households` says whose money it moved, where it moved owners' money."""

    account: str
    fen: int
    split: tuple[str, str] | None = None  # kind and value, as the ledger writes them
    households: dict[str, int] = field(default_factory=dict)  # what each has more, in fen


@dataclass(frozen=True, slots=True)
class Voucher:
    """One business event; legs sum to zero."""

    day: date
    kind: str  # 收, 付 or 转
    payee: str
    narration: str
    legs: tuple[Leg, ...]
    decision: str = ""


@dataclass(frozen=True, slots=True)
class Community:
    """Everything that happened, by day."""

    houses: tuple[House, ...]
    vouchers: tuple[Voucher, ...]
    years: tuple[int, ...]

    @property
    def today(self) -> date:
        """Give the first day on which all of it is over."""
        return date(self.years[-1] + 1, 1, 1)


def invent(households: int, years: int) -> Community:
    """Invent a community.

    Args:
        households: how many; 120 to a building.
        years: how many, from 2016 on.
    """
    dice = Random(f"{households}/{years}")  # noqa: S311 -- an invention, not a secret
    houses = tuple(_house(place, dice) for place in range(households))
    span = tuple(range(FIRST_YEAR, FIRST_YEAR + years))
    fund = Fund({house.id: house.area_dm2 for house in houses})
    vouchers = [*_owners_fund(houses, span, fund, dice)]
    for year in span:
        for month in range(1, 13):
            vouchers += _public_revenue(date(year, month, 1), households, dice)
    return Community(houses, tuple(sorted(vouchers, key=lambda voucher: voucher.day)), span)


def _house(place: int, dice: Random) -> House:
    building, rest = divmod(place, _IN_A_BUILDING)
    unit, rest = divmod(rest, _HOUSES_A_FLOOR * _FLOORS)
    floor, door = divmod(rest, _HOUSES_A_FLOOR)
    room = f"{floor + 1}{door + 1:02d}"
    return House(f"{building + 1:02d}", str(unit + 1), room, dice.randrange(7_500, 14_500))


def _owners_fund(
    houses: tuple[House, ...], years: tuple[int, ...], fund: Fund, dice: Random
) -> Iterator[Voucher]:
    """Let the maintenance fund live, in the order of its days."""
    buildings = sorted({house.building for house in houses})
    for building in buildings:
        yield _deposit(building, [house for house in houses if house.building == building], fund)
    for year in years:
        works = sorted(_days_of_works(year, len(buildings), dice))
        for quarter in range(1, 5):
            first, last = _quarter(year, quarter)
            for number, day in enumerate(works, 1):
                if first <= day <= last:
                    yield _repair(day, dice.choice(buildings), f"{year}-{number:02d}", fund, dice)
            yield from _interest((first, last), fund, dice)


def _quarter(year: int, quarter: int) -> tuple[date, date]:
    after = date(year + quarter // 4, quarter * 3 % 12 + 1, 1)
    return date(year, quarter * 3 - 2, 1), after - timedelta(days=1)


def _days_of_works(year: int, buildings: int, dice: Random) -> set[date]:
    """Draw ten days a year for fifty buildings, one for a single one; between the tenth and the twentieth."""
    days: set[date] = set()
    while len(days) < max(1, buildings // 5):
        days.add(date(year, dice.randrange(1, 13), dice.randrange(10, 21)))
    return days


def _deposit(building: str, houses: list[House], fund: Fund) -> Voucher:
    day = date(FIRST_YEAR, 1, 5)
    rows = {house.id: house.deposit_fen for house in houses}
    total = fund.add(day, rows)
    split = ("detail", f"details/{FIRST_YEAR}-01-{building}.csv")
    legs = (Leg(OWNERS_BANK, total), Leg(DEPOSITS, -total, split, rows))
    return Voucher(day, "收", f"{building}幢业主", f"{building}幢 {len(houses)} 户首期交存", legs)


def _repair(day: date, building: str, decision: str, fund: Fund, dice: Random) -> Voucher:
    """Spend 100 to 400 yuan a household, to the fen, so that shares have remainders."""
    homes = [house for house in fund.areas if house.startswith(building + "-")]
    cost = dice.randrange(10_000, 40_000) * len(homes)
    rows = fund.draw_by_area(day, homes, cost)
    what = dice.choice(("更换曳引机", "屋面防水", "外墙渗漏维修", "消防水泵更换", "水泵变频器更换"))
    legs = (Leg(REPAIRS, cost, ("scope", building), rows), Leg(OWNERS_BANK, -cost))
    return Voucher(day, "付", "某工程公司", f"{building}幢{what}", legs, decision)


def _interest(days: tuple[date, date], fund: Fund, dice: Random) -> Iterator[Voucher]:
    """Earn about 1.8 % a year, credited on the 21st, and share it out on the quarter's last day."""
    first, last = days
    earned = fund.total() * dice.randrange(40, 50) // 10_000
    legs = (Leg(OWNERS_BANK, earned), Leg(BANK_INTEREST, -earned))
    words = f"{first:%Y}年第{'一二三四'[last.month // 3 - 1]}季度"
    yield Voucher(last.replace(day=21), "收", "建设银行", f"{words}结息", legs)
    rows = fund.distribute(last, earned)
    legs = (Leg(UNDISTRIBUTED, earned), Leg(HOUSEHOLDS, -earned, ("interest", f"{first}/{last}"), rows))
    yield Voucher(last, "转", "全体业主", f"{words}分配利息", legs)


def _public_revenue(month: date, households: int, dice: Random) -> Iterator[Voucher]:
    """Earn and spend: two vouchers in three are income."""
    for number in range(max(3, households * _MOST_VOUCHERS // _MANY_HOUSEHOLDS)):
        day = month.replace(day=dice.randrange(1, 29))
        fen = dice.randrange(5_000, 400_000)
        if number % 3 < 2:  # noqa: PLR2004 -- two of three
            title = _IN[dice.randrange(len(_IN))]
            legs = (Leg(REVENUE_BANK, fen), Leg(f"Income:{REVENUE}:{title}", -fen))
            yield Voucher(day, "收", f"第{dice.randrange(1, 400)}号承租人", f"{title[4:]}收入", legs)
        else:
            title = _OUT[dice.randrange(len(_OUT))]
            legs = (Leg(f"Expenses:{REVENUE}:{title}", fen), Leg(REVENUE_BANK, -fen))
            yield Voucher(day, "付", f"第{dice.randrange(1, 60)}号供应商", f"{title[4:]}支出", legs)


def accounts() -> tuple[str, ...]:
    """List the accounts of the chart."""
    revenue = [f"Income:{REVENUE}:{title}" for title in _IN]
    revenue += [f"Expenses:{REVENUE}:{title}" for title in _OUT]
    owners = (OWNERS_BANK, HOUSEHOLDS, UNDISTRIBUTED, DEPOSITS, BANK_INTEREST, REPAIRS)
    return (*owners, REVENUE_BANK, f"Equity:{REVENUE}:3101结余", *revenue)
