"""What a row of a payment app did to the money: settled, or listed without moving any.

WeChat and Alipay list a refund as a row of its own, so a payment that was given back stays a payment and its
refund comes in. Alipay books the refund as 不计收支 and calls the payment 交易关闭 when all of it came back; an
order that was never paid is 交易关闭 too, but without the means by which it was paid.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from jjledger.facts.statement import Remark, RowState
from jjledger.intake.statements.rows import Reading

_FAILED: Final = re.compile(r"关闭|失败|撤销|撤回|取消|作废|未支付|待支付|待付款|等待付款|过期|拒绝")
_GIVEN_BACK: Final = re.compile(r"退款|退还")
_KNOWN: Final = re.compile(
    r"成功|收钱|收款|到账|转账|存入|完成|确认收货|已付|已支付|入账|发货|代付|退款|退还"
)


@dataclass(frozen=True, slots=True)
class Settled:
    """A reading with its state."""

    reading: Reading  # its amount as it moved the account: 0 where neutral
    state: RowState


def settle(readings: Sequence[Reading], doubts: list[Remark], *, has_states: bool) -> list[Settled]:
    """Say of each row whether it moved money.

    Args:
        readings: in the order of the file.
        doubts: where to say what must be looked at.
        has_states: of a payment app; a bank's rows all moved money, if it was ours.
    """
    undone = _undone(readings) if has_states else frozenset()
    return [_settled(reading, undone, doubts, has_states=has_states) for reading in readings]


def _undone(readings: Sequence[Reading]) -> frozenset[str]:
    """Name the payments, by serial, that were closed and came back in full within the file."""
    closed = {
        one.serial: one.printed_fen for one in readings if one.side == "out" and _FAILED.search(one.state)
    }
    closed.pop("", None)
    back = dict.fromkeys(closed, 0)
    for one in readings:
        paid = _paid(one, closed) if one.side == "neutral" and _is_refund(one) else ""
        if paid:
            back[paid] += one.printed_fen
    return frozenset(serial for serial, fen in back.items() if fen == closed[serial])


def _paid(refund: Reading, serials: Iterable[str]) -> str:
    """Find the payment whose serial a refund has with something behind it; "" where there is none."""
    return next(
        (
            one
            for one in serials
            if refund.serial.startswith(one) and refund.serial[len(one) : len(one) + 1] in {"_", "*", "-"}
        ),
        "",
    )


def _is_refund(reading: Reading) -> bool:
    return bool(_GIVEN_BACK.search(reading.state)) and not _FAILED.search(reading.state)


def _settled(reading: Reading, undone: frozenset[str], doubts: list[Remark], *, has_states: bool) -> Settled:
    neutral = Settled(replace(reading, amount_fen=0), "neutral")
    if reading.foreign:
        doubts.append(Remark(reading.row, f"这一行是 {reading.foreign}，不计入人民币"))
        return neutral
    if not has_states:
        return Settled(reading, "settled")
    if reading.side == "neutral":
        if not _is_refund(reading) or _paid(reading, undone):
            return neutral
        return Settled(replace(reading, amount_fen=reading.printed_fen), "settled")
    if _FAILED.search(reading.state):
        return _closed(reading, undone, doubts, neutral)
    if not _KNOWN.search(reading.state):
        doubts.append(Remark(reading.row, f"状态「{reading.state}」不认识，按收支一列计入"))
    return Settled(reading, "settled")


def _closed(reading: Reading, undone: frozenset[str], doubts: list[Remark], neutral: Settled) -> Settled:
    """Tell a payment that came back from one that was never made."""
    if reading.serial in undone:
        return neutral
    if reading.side == "out" and reading.through and "关闭" in reading.state:
        doubts.append(Remark(reading.row, f"「{reading.state}」的付款在这份账单里没有等额的退款，按已付计入"))
        return Settled(reading, "settled")
    return neutral
