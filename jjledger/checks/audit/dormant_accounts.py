"""A24: was an account of money, or of what is owed, moved after it had lain still for a long time?"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from datetime import date
from typing import Final

from jjledger.checks.audit.asked import Asked, Rule, in_order, key_of, row_of
from jjledger.facts.audit_finding import Answer, AuditFinding
from jjledger.facts.placement import TERM_DEPOSIT
from jjledger.facts.voucher import OPENING_KIND, Account, Voucher
from jjledger.period import chinese_day
from jjledger.rules.reversal import standing
from jjledger.units import yuan

CODE: Final = "A24"
_GROUND: Final = "会计基础工作规范第62条：账实相符，往来款项定期核对"
_REMEDY: Final = "请核对这一笔的批准、收款人和对方的确认；长期不用的账户，办理销户或并入常用账户。"
_PLACED: Final = "1101"


def ask(asked: Asked) -> Answer:
    """Ask which accounts moved after a long rest; bonds, term deposits and warranty deposits rest by their nature.

    Args:
        asked: the books under audit.

    Source: 会计基础工作规范 第62条.
    """
    warranty = {fund.code for fund in asked.books.community.funds if fund.kind == "warranty"}
    last: dict[str, date] = {}
    findings: list[AuditFinding] = []
    moved: set[str] = set()
    for voucher in standing(asked.books.posted()):
        for name in dict.fromkeys(
            leg.account.name for leg in voucher.postings if _rests(leg.account, warranty)
        ):
            before = last.get(name)
            last[name] = voucher.day
            if not asked.within(voucher.day):
                continue
            moved.add(name)
            most = asked.settings.on(voucher.day).dormant_days
            if before is not None and (voucher.day - before).days > most and voucher.kind != OPENING_KIND:
                findings.append(_finding(voucher, name, before))
    return Answer(CODE, len(moved), in_order(findings))


def _rests(account: Account, warranty: AbstractSet[str]) -> bool:
    """Say whether an account is one of money or debts that somebody could forget."""
    placed = account.code == _PLACED or TERM_DEPOSIT.search(account.name) is not None
    return account.root in ("Assets", "Liabilities") and account.fund not in warranty and not placed


def _finding(voucher: Voucher, name: str, before: date) -> AuditFinding:
    fen = sum(leg.amount_fen for leg in voucher.postings if leg.account.name == name)
    short = name.rpartition(":")[2]
    return AuditFinding(
        CODE, "low",
        f"科目「{short}」自{chinese_day(before)}起 {(voucher.day - before).days} 天没有收付，"
        f"{chinese_day(voucher.day)}动用了 {yuan(abs(fen))} 元。",
        (row_of(voucher, fen),), _GROUND, _REMEDY, f"{key_of(CODE, voucher)} {name}",
    )  # fmt: skip


RULE: Final = Rule(CODE, "low", "长期不动的账户和往来款，有没有突然被动用？", _GROUND, ask)
