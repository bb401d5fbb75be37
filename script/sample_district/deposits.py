"""Money that comes into the maintenance fund besides interest: batches, top-ups, scrap. And a refund."""

from __future__ import annotations

from datetime import date
from typing import Final

from sample_district.chart import account
from sample_district.decisions import RAISE, Decision
from sample_district.houses import House
from sample_district.maintenance import FundDesk, write_details
from sample_district.vendors import vendor
from sample_district.vouchers import Leg, Voucher, workday

_BATCH_DAY: Final = date(2024, 3, 5)
_REFUND_DAY: Final = date(2024, 3, 27)
_RENEWAL_DAY: Final = date(2025, 4, 10)
_RENEWAL_VOTE: Final = date(2025, 2, 23)
_MISMEASURED_DM2: Final = 412


def book_deposits(desk: FundDesk) -> None:
    """Book what the plan says households paid in, and what one of them got back."""
    if desk.plan.has("phase"):
        _first_deposits(desk)
    if desk.plan.has("renew"):
        _renewals(desk)
    if desk.plan.has("scrap"):
        fen = desk.dice.randrange(620_000, 1_840_000) // 100 * 100
        day = workday(date(2024, 11, 12))
        legs = (Leg(desk.bank, fen), Leg(account(desk.fund, "4301"), -fen))
        words = "更换下的旧电梯主机残值处置"
        desk.vouchers.append(Voucher(day, "收", vendor(desk.plan, "scrap"), words, legs, 2))


def _first_deposits(desk: FundDesk) -> None:
    """Book the first deposits of the building delivered in 2024, listed household by household."""
    late = [house for house in desk.houses if house.delivered > _BATCH_DAY]
    too_much = 0
    if desk.plan.has("refund"):
        too_much = _MISMEASURED_DM2 * desk.plan.standard_yuan
    rows = [
        (house.id, house.first_deposit_fen + (too_much if place == 0 else 0), "principal")
        for place, house in enumerate(late)
    ]
    _batch(desk, _BATCH_DAY, f"{late[0].building}幢交付前{len(late)}户首期交存", rows)
    if too_much:
        _refund(desk, late[0], too_much)


def _refund(desk: FundDesk, house: House, fen: int) -> None:
    income = account(desk.fund, "4001")
    legs = (Leg(income, fen, ("household", house.id)), Leg(desk.bank, -fen))
    words = "实测面积小于预测面积，退回本年多交的首期交存"
    desk.vouchers.append(Voucher(_REFUND_DAY, "付", "交存业主", words, legs, 2))


def _renewals(desk: FundDesk) -> None:
    """Book further deposits of about two in five households, three tenths of the first deposit each."""
    payers = [house for house in desk.houses if desk.dice.randrange(5) < 2]  # noqa: PLR2004 (two in five)
    rows = [(house.id, house.first_deposit_fen * 3 // 10, "principal") for house in payers]
    decision = Decision(_RENEWAL_VOTE, "维修资金续交方案", RAISE, "all", desk.houses)
    _batch(desk, _RENEWAL_DAY, f"第一批{len(rows)}户续交维修资金", rows, decision)


def _batch(
    desk: FundDesk,
    day: date,
    words: str,
    rows: list[tuple[str, int, str]],
    decision: Decision | None = None,
) -> None:
    total = sum(fen for _, fen, _ in rows)
    listed = Leg(account(desk.fund, "4001"), -total, ("detail", write_details(desk, f"{day}", rows)))
    voucher = Voucher(day, "收", "交存业主", words, (Leg(desk.bank, total), listed), len(rows), decision)
    desk.vouchers.append(voucher)


def top_up_decision(desk: FundDesk) -> Decision:
    """Draw when the owners decided to put public revenue into the fund."""
    year = desk.dice.choice((2024, 2025))
    title = f"{year}年度公共收益补充维修资金"
    day = workday(date(year, 9, desk.dice.randrange(8, 29)))
    return Decision(day, title, RAISE, "all", desk.houses)


def receive_top_up(desk: FundDesk, paid: Voucher) -> None:
    """Book what came from public revenue, and its distribution to all households by area.

    Args:
        desk: the maintenance fund.
        paid: the voucher by which public revenue paid.
    """
    fen = -paid.bank_fen
    legs = (Leg(desk.bank, fen), Leg(account(desk.fund, "4201"), -fen))
    words = "收到公共收益补充维修资金"
    desk.vouchers.append(
        Voucher(paid.day, "收", "本小区业主大会", words, legs, 1, paid.decision, links=(paid.name,))
    )
    shared = (Leg(account(desk.fund, "3101"), fen), Leg(desk.owners, -fen, ("scope", "all")))
    day = workday(date(paid.day.year, 12, 5))
    words = "公共收益补充部分按建筑面积转入分户"
    desk.vouchers.append(Voucher(day, "转", "全体业主", words, shared, 0, paid.decision, links=(paid.name,)))
