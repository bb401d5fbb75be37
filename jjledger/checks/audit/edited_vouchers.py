"""A09: was the text of a posted voucher changed or taken away, instead of corrected by another voucher?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from jjledger.checks.audit.asked import Asked, Rule, in_order, turnover_fen
from jjledger.facts.audit_finding import Answer, AuditFinding, Evidence, Level
from jjledger.facts.audit_history import NOT_COMMITTED, Edit, VoucherName, voucher_name
from jjledger.facts.finding import Place
from jjledger.facts.voucher import Voucher
from jjledger.period import parse_period
from jjledger.rules.reversal import ties_of

CODE: Final = "A09"
_GROUND: Final = "会计基础工作规范第51条（五）：已登记入账的凭证用红字注销、另填订正；第61条：不准涂改"
_REMEDY: Final = "请对照两次的文字，恢复原来的凭证，另记红字凭证和订正凭证；说明谁改的、为什么。"
_SIGNED: Final = re.compile(r"^((?:prepared|reviewed|posted|cashier|approved): ).*")
_HOUSEHOLD: Final = "\nhousehold: "
_TEXT: Final = 160  # characters of a voucher's text shown


def ask(asked: Asked) -> Answer:
    """Ask which posted vouchers of the days under audit were edited in the history.

    An edit is answered where a voucher that corrects or reverses the edited one came with it or later. What its commit
    says of itself answers nothing: an import or a move-in brings vouchers and changes none.

    Args:
        asked: the books under audit, with their history.

    Source: 会计基础工作规范 第51条 (五); R02.
    """
    history = asked.history
    if history.unable:
        return Answer(CODE, 0, (), history.unable)
    standing = {voucher_name(one): one for one in asked.books.posted()}
    corrected = _corrections(asked)
    names = [name for name in history.vouchers if _within(asked, name, standing)]
    findings = []
    for name in names:
        for edit in history.vouchers[name].edits:
            answers = [history.vouchers.get(other) for other in corrected.get(name, ())]
            answered = any(one is not None and one.commit.when >= edit.commit.when for one in answers)
            if not answered:
                findings.append(_finding(name, edit, standing.get(name)))
    return Answer(CODE, len(names), in_order(findings))


def _within(asked: Asked, name: VoucherName, standing: dict[str, Voucher]) -> bool:
    """Say whether a voucher is under audit; one that is gone is where its month is."""
    voucher = standing.get(name)
    if voucher is not None:
        return asked.within(voucher.day)
    month = name.rpartition(" ")[2][:7]
    return asked.within(parse_period(month).last_day)


def _corrections(asked: Asked) -> dict[VoucherName, list[VoucherName]]:
    vouchers = asked.books.posted()
    ties = ties_of(vouchers)
    found: dict[VoucherName, list[VoucherName]] = {}
    for voucher in vouchers:
        tie = ties.get(id(voucher))
        for other in (tie.reversed_by, tie.corrected_by) if tie else ():
            if other is not None:
                found.setdefault(voucher_name(voucher), []).append(voucher_name(other))
    return found


def _finding(name: VoucherName, edit: Edit, voucher: Voucher | None) -> AuditFinding:
    committed = edit.commit.id != NOT_COMMITTED
    when = f"在 {edit.commit.when:%Y-%m-%d %H:%M} " if committed else ""
    level: Level = "high" if edit.money or not edit.after else "low"
    what = _changed(edit)
    waits = "" if committed else "（还没有提交到 git）"
    return AuditFinding(
        CODE, level, f"已入账的凭证 {name} {when}{what}{waits}，没有另记更正的凭证。",
        tuple(_rows(name, edit, voucher)), _GROUND, _REMEDY,
        f"{CODE} {name.replace(' ', '/')} {edit.commit.id or '未提交'}",
    )  # fmt: skip


def _changed(edit: Edit) -> str:
    if edit.detail:
        return f"的分户明细 {edit.detail} 改动过"
    if not edit.after:
        return "被删去"
    return "的日期、科目、金额、收付款人或归属改动过" if edit.money else "的文字改动过"


def _rows(name: VoucherName, edit: Edit, voucher: Voucher | None) -> Iterator[Evidence]:
    place = voucher.place if voucher else Place("", 0)
    day = voucher.day if voucher else None
    private = bool(edit.detail) or _HOUSEHOLD in edit.before or _HOUSEHOLD in edit.after
    yield Evidence(day, name, f"原来：{_shown(edit.before, edit.after)}", None, place, private)
    if edit.after:
        fen = turnover_fen(voucher) if voucher else None
        yield Evidence(day, name, f"改为：{_shown(edit.after, edit.before)}", fen, place, private)


def _shown(text: str, other: str) -> str:
    """Give the lines of a text that the other has not."""
    lines = (
        [line for line in text.split("\n") if line not in other.split("\n")] if other else text.split("\n")
    )
    words = "；".join(_SIGNED.sub(r"\1（姓名）", line) for line in lines)
    return words if len(words) <= _TEXT else f"{words[:_TEXT]}……"


RULE: Final = Rule(CODE, "high", "有没有改动或删去已经入账的凭证，而没有另记更正？", _GROUND, ask)
