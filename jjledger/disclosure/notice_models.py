"""View models of the papers one household is handed; none of them is ever published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from jjledger.disclosure.models import Ground


@dataclass(frozen=True, slots=True)
class NoticeHead:
    """What a notice says about itself and about the house it is for."""

    document: Annotated[Literal["share-notice", "top-up-notice"], "kind of notice"]
    title: Annotated[str, "维修资金分摊通知单 or 维修资金续交通知"]
    community: Annotated[str, "name of the community"]
    community_code: Annotated[str, "code of the community, ASCII"]
    fund: Annotated[str, "name of the fund without the leading digit of its account"]
    household: Annotated[str, "id, building-unit-room; of a selling unit its number"]
    house: Annotated[str, "the house in words, 01幢1单元101室"]
    area: Annotated[str, "floor area, 89.52 m²; empty for a selling unit"]
    day: Annotated[date, "day the notice is of"]
    until: Annotated[date, "last day to object to a share, or to pay in"]
    grounds: Annotated[tuple[Ground, ...], "rules the notice rests on"]
    contact: Annotated[str, "office that answers questions"]
    sample: Annotated[bool, "demonstration data"]


@dataclass(frozen=True, slots=True)
class ShareLine:
    """One payment and the part of it that this house bears."""

    day: Annotated[date, "day of the voucher"]
    voucher: Annotated[str, "month and number, 2025-03 付-0001"]
    summary: Annotated[str, "what it was for"]
    cost_fen: Annotated[int, "what was shared out, in fen"]
    share_fen: Annotated[int, "this house's part, in fen"]
    formula: Annotated[str, "how the part came about, to be done again by hand"]


@dataclass(frozen=True, slots=True)
class ShareNotice:
    """分摊通知单: what one house bears of one project, and from which of its money."""

    head: Annotated[NoticeHead, "what the notice says about itself"]
    project: Annotated[str, "what was done"]
    decision: Annotated[str, "the owners' decision; empty where none is named"]
    method: Annotated[str, "how the cost is shared: 按专有部分面积分摊"]
    cost_fen: Annotated[int, "cost of the whole project, in fen"]
    fund_cost_fen: Annotated[int, "part of it that this fund bears, in fen"]
    selling_unit_fen: Annotated[int, "of that, borne by the selling unit of public housing, in fen"]
    sharer_count: Annotated[int, "houses among which this fund's part is shared, besides selling units"]
    shared_fen: Annotated[int, "sum of what all of them bear, in fen; the part that this fund bears"]
    lines: Annotated[tuple[ShareLine, ...], "payment by payment"]
    share_fen: Annotated[int, "what the house bears, in fen"]
    share_capital: Annotated[str, "the same in capital characters"]
    principal_fen: Annotated[int, "of it taken from principal, in fen"]
    interest_fen: Annotated[int, "of it taken from interest, in fen"]
    arrears_fen: Annotated[int, "of it not covered by the balance, owed since, in fen"]
    balance_fen: Annotated[int, "principal and interest left on the notice's day, in fen"]


@dataclass(frozen=True, slots=True)
class TopUpNotice:
    """续交通知: what a house has left of its first deposit, and how much is to be paid in."""

    head: Annotated[NoticeHead, "what the notice says about itself"]
    first_deposit_fen: Annotated[int, "first deposit, in fen"]
    principal_fen: Annotated[int, "principal left, in fen"]
    interest_fen: Annotated[int, "interest left, in fen"]
    balance_fen: Annotated[int, "both together, in fen"]
    arrears_fen: Annotated[int, "what the house owes besides, in fen"]
    line: Annotated[str, "the line below which is topped up, as a sum that can be done again"]
    amount_fen: Annotated[int, "what is to be paid in, in fen"]
    amount_capital: Annotated[str, "the same in capital characters"]
    reading: Annotated[str, "which reading of the article the amount follows, and its sum"]
    payment: Annotated[tuple[str, ...], "how to pay, sentence by sentence"]
