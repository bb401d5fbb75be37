"""E45 and E46: is the decision that a use of the fund names about using it, and about these houses?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from jjledger.facts.books import Books
from jjledger.facts.decision import Decision
from jjledger.facts.finding import Finding
from jjledger.facts.register import Register
from jjledger.facts.voucher import USE_CODE, Split, Voucher
from jjledger.rules.decision import MATTERS
from jjledger.rules.project import standing_uses
from jjledger.rules.scope import named_rows, scope_items

_GROUND: Final = "民法典第278条：使用建筑物及其附属设施的维修资金由业主共同决定"
_USE: Final = 5  # item of 民法典 第278条第一款
_SHOWN: Final = 3  # houses named in a message


def check_uses(books: Books) -> Iterator[Finding]:
    """Warn of uses whose decision was about something else, or about other houses.

    What was undone is not looked at, nor are decisions that are not on file.

    Args:
        books: the general book.

    Source: 民法典 第278条第一款第五项; 住宅专项维修资金管理办法 第22条 (列支范围内的业主).
    """
    for voucher in standing_uses(books):
        decision = books.decisions.get(voucher.decision)
        if decision is None:
            continue
        if decision.matter != _USE:
            yield Finding(
                "E45", "warn", voucher.place,
                f"凭证 {voucher.number} 使用维修资金，引用的决定 {decision.id} 却是第 {decision.matter} 项："
                f"{MATTERS[decision.matter]}。",
                f"请改正 decisions/{decision.id}.toml 的 matter（使用维修资金是第 5 项），或引用另一个决定。", _GROUND,
            )  # fmt: skip
        beyond = _beyond(books.register, voucher, decision)
        if beyond:
            named = "、".join(beyond[:_SHOWN]) + (" 等" if len(beyond) > _SHOWN else "")
            yield Finding(
                "E46", "warn", voucher.place,
                f"凭证 {voucher.number} 分摊到 {named} {len(beyond)} 户，不在决定 {decision.id} 的范围「{decision.scope}」内。",
                "请核对凭证的归属和决定的 scope；没有参加表决的业主不分摊。", _GROUND,
            )  # fmt: skip


def _beyond(register: Register, voucher: Voucher, decision: Decision) -> tuple[str, ...]:
    """List the households that share without having been asked, by id."""
    splits = [
        posting.split
        for posting in voucher.postings
        if posting.account.code == USE_CODE and posting.split is not None
    ]
    if decision.scope == "all" or all(split.value == decision.scope for split in splits):
        return ()
    asked = {row.id for row in named_rows(register, scope_items(decision.scope), voucher.day)}
    sharing = {household for split in splits for household in _sharing(register, split, voucher)}
    return tuple(sorted(sharing - asked))


def _sharing(register: Register, split: Split, voucher: Voucher) -> tuple[str, ...]:
    """List the households of a split; none where its scope cannot be read, which is found elsewhere."""
    if split.kind == "household":
        return (split.value,)
    if split.kind == "detail":
        return tuple(row.household for row in split.rows)
    if split.kind != "scope":
        return ()
    try:
        items = scope_items(split.value)
    except ValueError:
        return ()
    return tuple(row.id for row in named_rows(register, items, voucher.day))
