"""What some communities have on record beside their vouchers: contracts, common property, the barrier gate's figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from jjledger.units import plain_yuan
from sample_district.chart import account
from sample_district.plan import YEARS
from sample_district.revenue import RevenueDesk, cabinets_of, lifts_of, stations_of
from sample_district.vendors import vendor
from sample_district.vouchers import REVENUE, Voucher

_GATE: Final = "道闸"
_TOLERANCE_FEN: Final = 5_000
_VISITOR_FEN: Final = 500  # what one visit comes to, about
_PARKING: Final = "TC-01"
_HEADING: Final = "id,class,name,place,quantity,since,until,contracts,note,earning"


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of contract: how it is told from the income it brings, and what it lets."""

    code: str  # of its income
    kind: str
    title: str
    trade: str
    asset: str
    asset_class: str
    name: str
    place: str
    due: str  # month and day


_KINDS: Final = (
    _Kind("6002广告:01", "advertising", "电梯轿厢广告位", "media", "GG-01", "广告位", "电梯轿厢广告框", "各单元电梯", "04-15"),
    _Kind("6004", "locker", "快递柜场地", "locker", "KD-01", "经营设施", "快递柜场地", "各出入口", "06-20"),
    _Kind("6005", "base_station", "通信基站场地", "tower", "JZ-01", "经营设施", "通信基站场地", "屋面", "09-20"),
    _Kind("6006", "lease", "物业经营用房租赁", "tenant", "YF-01", "物业用房", "物业经营用房", "大门东侧底层", "01-20"),
)  # fmt: skip


def say_where_income_comes_from(desk: RevenueDesk) -> None:
    """Write on each receipt the contract it is received under, or the parking spaces."""
    numbers = {kind.code: number for number, kind in _contracts(desk)}

    def with_about(voucher: Voucher) -> Voucher:
        for code, number in numbers.items():
            if _earned(voucher, code):
                return replace(voucher, about=(("contract", number),))
        parked = _earned(voucher, "6001停车:01")
        return replace(voucher, about=(("asset", _PARKING),)) if parked else voucher

    desk.vouchers[:] = [with_about(voucher) for voucher in desk.vouchers]


def register_files(desk: RevenueDesk) -> dict[str, str]:
    """Write contracts, the register of common property and the barrier gate's figures."""
    contracts = _contracts(desk)
    files = {f"contracts/{number}.toml": _contract(desk, number, kind) for number, kind in contracts}
    return files | {"assets.csv": _assets(desk, contracts), f"controls/{_GATE}.csv": _gate(desk)}


def register_settings() -> str:
    """Say in community.toml which income the barrier gate counts."""
    return (
        f'\n[[control]]\nsource    = "{_GATE}"\naccount   = "{account(REVENUE, "6001停车:02")}"\n'
        f'tolerance = "{plain_yuan(_TOLERANCE_FEN)}"\n'
    )


def _contracts(desk: RevenueDesk) -> list[tuple[str, _Kind]]:
    """Number the contracts under which something came in in every year."""
    found = [
        kind
        for kind in _KINDS
        if {one.day.year for one in desk.vouchers if _earned(one, kind.code)} == set(YEARS)
    ]
    return [(f"{YEARS[0]}-{place:02}", kind) for place, kind in enumerate(found, 1)]


def _earned(voucher: Voucher, code: str) -> int:
    """Give what a voucher brought on an account, in fen."""
    name = account(REVENUE, code)
    return -sum(leg.fen for leg in voucher.legs if leg.account == name)


def _contract(desk: RevenueDesk, number: str, kind: _Kind) -> str:
    receipts = [one for one in desk.vouchers if _earned(one, kind.code)]
    head = (
        f'number     = "{number}"\ntitle      = "{kind.title}"\nkind       = "{kind.kind}"\n'
        f'party      = "{vendor(desk.plan, kind.trade)}"\nplace      = "{kind.place}"\n'
        f'account    = "{account(REVENUE, kind.code)}"\n'
        f"first_day  = {YEARS[0]}-01-01\nlast_day   = {YEARS[-1]}-12-31\n"
    )
    payments = (
        f"\n[[payment]]\nday       = {one.day.year}-{kind.due}\n"
        f'amount    = "{plain_yuan(one.bank_fen)}"\n'
        f"first_day = {one.day.year}-01-01\nlast_day  = {one.day.year}-12-31\n"
        for one in receipts
    )
    return head + "".join(payments)


def _assets(desk: RevenueDesk, contracts: Sequence[tuple[str, _Kind]]) -> str:
    plan, since = desk.plan, f"{desk.plan.delivered}-09-01"
    counted = {"GG-01": lifts_of(plan), "KD-01": cabinets_of(plan), "JZ-01": stations_of(plan)}
    rows = [
        f"{kind.asset},{kind.asset_class},{kind.name},{kind.place},{counted.get(kind.asset, 1)},{since},,{number},,"
        for number, kind in contracts
    ]
    spaces = desk.parking["spaces"]
    rows += [
        f"{_PARKING},停车,地面车位,小区道路两侧,{spaces},{since},,,月租和临停由物业代收,",
        f"CD-01,场地,中心广场,中心绿地,1,{since},,,没有对外经营,no",
        f"YF-11,物业用房,物业管理用房,地下一层,1,{since},,,,",
        f"YF-12,物业用房,业主委员会办公用房,架空层,1,{since},,,,",
        f"SS-01,设施设备,电梯,各单元,{lifts_of(plan)},{since},,,,",
        f"SS-02,设施设备,消防水泵,地下泵房,2,{since},,,,",
    ]
    return "\n".join((_HEADING, *rows)) + "\n"


def _gate(desk: RevenueDesk) -> str:
    """Write what the gate's operator counted: settled with the parking income, and a little above it."""
    dice = desk.plan.chance("gate")
    rows = ["月份,笔数,金额\n"]
    for voucher in desk.vouchers:
        fen = _earned(voucher, "6001停车:02")
        if fen:
            counted = fen + dice.randrange(0, _TOLERANCE_FEN, _VISITOR_FEN)
            rows.append(f"{voucher.day:%Y-%m},{counted // _VISITOR_FEN},{plain_yuan(counted)}\n")
    return "".join(rows)
