"""Vouchers of public revenue: which ones a community has, and what they say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Final

from sample_district.chart import account
from sample_district.decisions import Decision
from sample_district.plan import COMMUNITIES, YEARS, Frequency, Plan, Style
from sample_district.vendors import vendor
from sample_district.vouchers import REVENUE, Leg, Voucher, bank_interest, workday

Item = tuple[str, int, int]  # what, year, and last month of the time it covers

_MONTHS: Final[dict[Frequency, int]] = {"quarter": 3, "half_year": 6, "year": 12}
_SPACES_PERCENT: Final[dict[Style, int]] = {"old": 16, "mid": 24, "high": 26, "tall": 24, "terrace": 18}
_LIFTS_PER_HOUSEHOLDS: Final[dict[Style, int]] = {"old": 0, "mid": 22, "high": 18, "tall": 40, "terrace": 0}
_SOURCES: Final = ("locker", "base", "rent", "stall")
_TAX_PERCENT: Final = 5
_COST_PERCENT: Final = 46  # of parking: attendants, light and power
_RED_VOUCHERS: Final = 3  # wrong, reversed, right

_REPAIRS: Final = (
    ("security", "出入口监控和道闸维修"),
    ("light", "楼道照明改造"),
    ("garden", "中心绿地补植和喷灌维修"),
    ("road", "小区道路和雨水口修补"),
)


@dataclass(slots=True)
class RevenueDesk:
    """Public revenue of one community while its books are written."""

    plan: Plan
    bank: str
    bank_name: str
    dice: Random
    top_up: Decision | None
    vouchers: list[Voucher] = field(default_factory=list)
    parking: dict[str, int] = field(default_factory=dict)  # terms drawn once: spaces, rent, visitors


def items_of(plan: Plan) -> list[Item]:
    """List what a community books, exactly as many vouchers as its plan says."""
    last = YEARS[-1]
    step = _MONTHS[plan.frequency]
    quarterly = plan.frequency == "quarter"
    items: list[Item] = [("interest", y, m) for y in YEARS for m in ((3, 6, 9, 12) if quarterly else (6, 12))]
    items += [("parking", y, m) for y in YEARS for m in range(step, 13, step)]
    items += [("cost", y, m) for y in YEARS for m in ((6, 12) if quarterly else (12,))]
    if plan.has("top_up"):
        items.append(("top_up", 0, 0))
    red = plan.has("red_revenue")
    if red:
        items.append(("red", 2025, 5))
    place = COMMUNITIES.index(plan)
    turn = place % len(_SOURCES)
    sources = [*_SOURCES[turn:], *_SOURCES[:turn]]
    lifts = ["advert"] if _LIFTS_PER_HOUSEHOLDS[plan.style] else []
    spent = ["repair", "tax"] if place % 2 else ["tax", "repair"]
    names = [*lifts, sources[0], "committee", spent[0], sources[1], spent[1], sources[2], "other"]
    # The opening is a voucher too; a red-letter correction is three.
    wanted = plan.vouchers - 1 - (_RED_VOUCHERS - 1 if red else 0)
    both_years, once = divmod(wanted - len(items), len(YEARS))
    assert 0 <= both_years <= len(names), plan.code
    items += [(name, year, 12) for name in names[:both_years] for year in YEARS]
    # What happens in one year only is a repair or an event, not a contract that runs on.
    rare = next(name for name in ("repair", "other", "stall") if name not in names[:both_years])
    items += [(rare, last, 12)] * once
    return items


def book_revenue(desk: RevenueDesk, closing_fen: int) -> None:
    """Book two years of public revenue so that the bank ends at a given balance.

    Args:
        desk: an empty desk.
        closing_fen: bank balance at the end of 2025-12-31.
    """
    desk.parking = _parking_terms(desk)
    items = items_of(desk.plan)
    # Cost and tax look back at what was received, so receipts come first.
    for name, year, month in sorted(items, key=lambda item: item[0] in {"cost", "tax"}):
        _ITEMS[name](desk, year, month)
    net = sum(voucher.bank_fen for voucher in desk.vouchers)
    _interest(desk, [item for item in items if item[0] == "interest"], closing_fen - net)
    opening = closing_fen - sum(voucher.bank_fen for voucher in desk.vouchers)
    assert opening > closing_fen // 5, (desk.plan.code, opening, closing_fen)
    legs = (Leg(desk.bank, opening), Leg(account(REVENUE, "3101"), -opening))
    desk.vouchers.insert(0, Voucher(date(2024, 1, 1), "初", "全体业主", "上年结转：公共收益结余", legs, 0))


def _parking_terms(desk: RevenueDesk) -> dict[str, int]:
    spaces = max(6, desk.plan.households * _SPACES_PERCENT[desk.plan.style] // 100)
    return {
        "spaces": spaces,
        "rent": desk.dice.choice((6_000, 8_000, 9_000, 10_000, 12_000)),
        "visitors": desk.plan.households * desk.dice.randrange(120, 360),  # a month
    }


def _book(desk: RevenueDesk, day: date, what: tuple[str, str, int], *legs: tuple[str, int]) -> Voucher:
    """Book one voucher; the bank takes the other side.

    Args:
        desk: where to.
        day: its day.
        what: payee, narration, number of originals.
        legs: account and amount, credits negative.
    """
    payee, narration, attachments = what
    total = sum(fen for _, fen in legs)
    bank = Leg(desk.bank, -total)
    others = tuple(Leg(account(REVENUE, code), fen) for code, fen in legs)
    kind = "收" if total < 0 else "付"
    voucher = Voucher(
        day, kind, payee, narration, (bank, *others) if total < 0 else (*others, bank), attachments
    )
    desk.vouchers.append(voucher)
    return voucher


def _words(plan: Plan, year: int, month: int) -> str:
    """Name the time a periodic receipt covers."""
    if plan.frequency == "quarter":
        return f"{year}年第{'一二三四'[month // 3 - 1]}季度"
    if plan.frequency == "half_year":
        return f"{year}年{'上下'[month // 6 - 1]}半年"
    return f"{year}年度"


def _park(desk: RevenueDesk, year: int, month: int) -> None:
    months = _MONTHS[desk.plan.frequency]
    let = desk.parking["spaces"] * desk.dice.randrange(86, 101) // 100
    rents = let * desk.parking["rent"] * months
    visitors = desk.parking["visitors"] * months * desk.dice.randrange(80, 121) // 100 // 50 * 50
    words = f"{_words(desk.plan, year, month)}地面车位（{let}个）月租和临停收入"
    day = workday(date(year, month, 26))
    _book(
        desk,
        day,
        (vendor(desk.plan, "property"), words, 4),
        ("6001停车:01", -rents),
        ("6001停车:02", -visitors),
    )


def lifts_of(plan: Plan) -> int:
    """Count the lifts of a community; none in walk-ups."""
    per_lift = _LIFTS_PER_HOUSEHOLDS[plan.style]
    return max(2, plan.households // per_lift) if per_lift else 0


def _advert(desk: RevenueDesk, year: int, _: int) -> None:
    lifts = lifts_of(desk.plan)
    fen = lifts * desk.dice.choice((60_000, 72_000, 80_000, 96_000))
    gates = desk.dice.choice((0, 240_000, 360_000))
    legs = [("6002广告:01", -fen)] + ([("6002广告:02", -gates)] if gates else [])
    words = f"{year}年度电梯轿厢广告费（{lifts}部{'，含道闸广告' if gates else ''}）"
    _book(desk, workday(date(year, 4, 11)), (vendor(desk.plan, "media"), words, 2), *legs)


def cabinets_of(plan: Plan) -> int:
    """Count the lockers of a community that lets places for them."""
    return 1 + plan.households // 320


def _locker(desk: RevenueDesk, year: int, _: int) -> None:
    cabinets = cabinets_of(desk.plan)
    words = f"{year}年度快递柜场地使用费（{cabinets}组）"
    _book(
        desk,
        workday(date(year, 6, 13)),
        (vendor(desk.plan, "locker"), words, 2),
        ("6004", -cabinets * 280_000),
    )


def stations_of(plan: Plan) -> int:
    """Count the base stations of a community that has any."""
    return 1 + plan.households // 700


def _base(desk: RevenueDesk, year: int, _: int) -> None:
    stations = stations_of(desk.plan)
    words = f"{year}年度通信基站占用费（{stations}处）"
    _book(
        desk,
        workday(date(year, 9, 18)),
        (vendor(desk.plan, "tower"), words, 2),
        ("6005", -stations * 1_350_000),
    )


def _rent(desk: RevenueDesk, year: int, _: int) -> None:
    area = 20 + desk.plan.households // 12
    fen = area * (2_200 if desk.plan.style in {"old", "mid"} else 2_800) * 12
    words = f"{year}年度物业经营用房租金（{area}平方米）"
    _book(desk, workday(date(year, 1, 16)), (vendor(desk.plan, "tenant"), words, 2), ("6006", -fen))


def _stall(desk: RevenueDesk, year: int, _: int) -> None:
    days = desk.dice.randrange(12, 40)
    words = f"{year}年度便民摊位和展示场地费（{days}场次）"
    _book(
        desk, workday(date(year, 10, 22)), (vendor(desk.plan, "market"), words, 3), ("6003", -days * 30_000)
    )


def _red(desk: RevenueDesk, year: int, month: int) -> None:
    """Book a stall's fee as gate advertising, reverse it in the next month and book it right."""
    fen = desk.dice.randrange(30, 60) * 30_000
    payee = vendor(desk.plan, "market")
    title = f"{year}年春季展示场地费"
    wrong, right = account(REVENUE, "6002广告:02"), account(REVENUE, "6003")
    link = ("wrong-line",)
    mended = workday(date(year, month + 1, 12))
    note = "注销{original}凭证：场地费错记为广告收入"
    desk.vouchers += [
        Voucher(
            workday(date(year, month, 14)), "收", payee, title,
            (Leg(desk.bank, fen), Leg(wrong, -fen)), 2, name="wrong-line", links=link,
        ),
        Voucher(
            mended, "收", payee, note, (Leg(desk.bank, -fen), Leg(wrong, fen)), 1,
            links=link, reverses="wrong-line",
        ),
        Voucher(
            mended, "收", payee, "订正{original}凭证：" + title,
            (Leg(desk.bank, fen), Leg(right, -fen)), 2, links=link, corrects="wrong-line",
        ),
    ]  # fmt: skip


def _received(desk: RevenueDesk, first: date, last: date, code: str) -> int:
    """Sum what came in on the accounts of a code, both days inclusive, in fen."""
    return -sum(
        leg.fen
        for voucher in desk.vouchers
        if first <= voucher.day <= last
        for leg in voucher.legs
        if leg.account.startswith(f"Income:{REVENUE}:{code}")
    )


def _cost(desk: RevenueDesk, year: int, month: int) -> None:
    first_month = month - 5 if desk.plan.frequency == "quarter" else 1
    gross = _received(desk, date(year, first_month, 1), date(year, month, 28), "6001")
    fen = gross * _COST_PERCENT // 100
    power = fen * desk.dice.randrange(18, 31) // 100
    words = f"{year}年{first_month}至{month}月停车管理人工和水电能耗"
    _book(
        desk, workday(date(year, month, 29)), (vendor(desk.plan, "property"), words, 5),
        ("6401成本:01", fen - power), ("6401成本:02", power),
    )  # fmt: skip


def _tax(desk: RevenueDesk, year: int, _: int) -> None:
    fen = _received(desk, date(year, 1, 1), date(year, 12, 31), "600") * _TAX_PERCENT // 100
    words = f"{year}年度经营收入税费"
    _book(desk, workday(date(year, 12, 28)), ("示范区税务所", words, 2), ("6402", fen))


def _committee(desk: RevenueDesk, year: int, _: int) -> None:
    office = desk.plan.households * desk.dice.randrange(1_800, 3_400) // 10_000 * 10_000 + 180_000
    books = 360_000 if desk.plan.households < 500 else 480_000  # noqa: PLR2004 (a tariff)
    words = f"报销{year}年度业委会办公经费和代理记账费"
    legs = (("6503业委会:01", office), ("6503业委会:02", books))
    _book(desk, workday(date(year, 11, 20)), ("本小区业主委员会", words, 6), *legs)


def _repair(desk: RevenueDesk, year: int, _: int) -> None:
    trade, words = desk.dice.choice(_REPAIRS)
    fen = desk.plan.households * desk.dice.randrange(6_500, 11_500) // 1000 * 1000 + 80_000
    _book(desk, workday(date(year, 8, 14)), (vendor(desk.plan, trade), words, 3), ("6502", fen))


def _other(desk: RevenueDesk, year: int, _: int) -> None:
    fen = desk.plan.households * desk.dice.randrange(700, 1_500) // 1000 * 1000 + 60_000
    words = f"{year}年度公众责任保险费"
    _book(desk, workday(date(year, 5, 22)), (vendor(desk.plan, "insurance"), words, 2), ("6599", fen))


def _top_up(desk: RevenueDesk, _: int, __: int) -> None:
    """Pay into the maintenance fund what the owners decided."""
    assert desk.top_up is not None, desk.plan.code
    fen = desk.plan.households * desk.dice.randrange(9_000, 17_000) // 100_000 * 100_000
    day = workday(date(desk.top_up.day.year, 11, 18))
    legs = (Leg(account(REVENUE, "6501"), fen), Leg(desk.bank, -fen))
    words = f"按业主大会决定，{desk.top_up.title}"
    desk.vouchers.append(
        Voucher(day, "付", "本小区维修资金", words, legs, 2, desk.top_up, "top-up", ("top-up",))
    )


def _interest(desk: RevenueDesk, items: list[Item], opening_fen: int) -> None:
    """Credit demand interest; where the books are half-yearly, two credits in one voucher.

    Args:
        desk: with all other vouchers booked.
        items: when it is booked.
        opening_fen: about the balance at the start.
    """
    start = date(2023, 12, 21)
    flows = [(start, opening_fen), *((one.day, one.bank_fen) for one in desk.vouchers)]
    rate_bp = desk.dice.choice((20, 25, 30, 35))
    for _, year, month in items:
        day = date(year, month, 21)
        fen = bank_interest(flows, (start, day), rate_bp)
        quarterly = desk.plan.frequency == "quarter"
        term = f"第{'一二三四'[month // 3 - 1]}季度" if quarterly else f"{'上下'[month // 6 - 1]}半年两次"
        what = (desk.bank_name, f"{year}年{term}活期存款结息", 1 if quarterly else 2)
        _book(desk, day, what, ("6008", -fen))
        flows.append((day, fen))
        start = day


_ITEMS: Final[dict[str, Callable[[RevenueDesk, int, int], None]]] = {
    "parking": _park,
    "advert": _advert,
    "locker": _locker,
    "base": _base,
    "rent": _rent,
    "stall": _stall,
    "red": _red,
    "cost": _cost,
    "tax": _tax,
    "committee": _committee,
    "repair": _repair,
    "other": _other,
    "top_up": _top_up,
    "interest": lambda desk, year, month: None,  # noqa: ARG005 (booked last, on the balances of all others)
}
