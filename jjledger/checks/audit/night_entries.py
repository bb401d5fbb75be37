"""A07: were vouchers typed at night, by the time of the commit that brought them?"""

from __future__ import annotations

from typing import Final

from jjledger.checks.audit.asked import Asked, Rule, in_order, row_of, turnover_fen
from jjledger.checks.audit.typed_vouchers import typed_within
from jjledger.facts.audit_finding import Answer, AuditFinding
from jjledger.facts.audit_history import Commit
from jjledger.facts.voucher import Voucher

CODE: Final = "A07"
_GROUND: Final = "会计基础工作规范第88条、第89条：内部牵制和稽核"
_REMEDY: Final = "请录入的人说明为什么在夜间记账，并由另一人对照原始凭证复核这几张凭证。"


def ask(asked: Asked) -> Answer:
    """Ask which vouchers were typed at night; what stood when the history began, or came with its bank file, is left out.

    Args:
        asked: the books under audit, with their history.

    Source: 会计基础工作规范 第88条, 第89条; R55.
    """
    typed = typed_within(asked)
    by_commit: dict[str, tuple[Commit, list[Voucher]]] = {}
    for voucher, one in typed.known:
        settings = asked.settings.on(voucher.day)
        if _at_night(one.commit.when.hour, settings.night_from, settings.night_until):
            by_commit.setdefault(one.commit.id, (one.commit, []))[1].append(voucher)
    findings = [_finding(commit, vouchers) for commit, vouchers in by_commit.values()]
    return Answer(CODE, len(typed.known), in_order(findings), typed.unable, typed.left_out)


def _at_night(hour: int, start: int, end: int) -> bool:
    """Say whether an hour lies in a night that may pass midnight."""
    return start <= hour < end if start <= end else hour >= start or hour < end


def _finding(commit: Commit, vouchers: list[Voucher]) -> AuditFinding:
    when = f"{commit.when:%Y-%m-%d %H:%M}"
    return AuditFinding(
        CODE, "medium", f"{when} 夜间录入了 {len(vouchers)} 张凭证。",
        tuple(row_of(one, turnover_fen(one), f"录入于 {when}") for one in vouchers),
        _GROUND, _REMEDY, f"{CODE} {commit.id}",
    )  # fmt: skip


RULE: Final = Rule(CODE, "medium", "有没有在夜间录入的凭证？", _GROUND, ask)
