"""A26: did one person enter and review or approve, or keep the money and the books? B12 asks the first of exact names."""

from __future__ import annotations

import unicodedata
from typing import Final

from jjledger.checks.audit.asked import Asked, Rule, in_order, key_of, row_of, turnover_fen
from jjledger.facts.audit_finding import Answer, AuditFinding
from jjledger.facts.voucher import Voucher

CODE: Final = "A26"
_TWO: Final = "会计基础工作规范第51条：制单与稽核由不同的人签章"
_APPROVED: Final = "会计基础工作规范第88条：内部牵制制度；第94条：财务收支审批制度"
_CASHIER: Final = "会计基础工作规范第12条：出纳人员不得兼任稽核，不得登记收入、支出、费用和债权债务账目"
_REMEDY: Final = "请由另一个人复核；人手不够的，请街道、社区或代理记账机构派人复核。"


def ask(asked: Asked) -> Answer:
    """Ask which vouchers one person entered and reviewed or approved, or whose cashier also checks or keeps the books.

    Args:
        asked: the books under audit.

    Source: 会计基础工作规范 第12条, 第51条, 第88条, 第94条; R04.
    """
    findings = []
    vouchers = asked.vouchers()
    for voucher in vouchers:
        for what, ground in _mixed(voucher):
            findings.append(
                AuditFinding(
                    CODE, "medium", what, (row_of(voucher, turnover_fen(voucher)),), ground, _REMEDY,
                    f"{key_of(CODE, voucher)} {ground[-4:]}",
                )
            )  # fmt: skip
    return Answer(CODE, len(vouchers), in_order(findings))


def _mixed(voucher: Voucher) -> list[tuple[str, str]]:
    """Say which two roles one person had."""
    prepared, reviewed = plain(voucher.prepared), plain(voucher.reviewed)
    cashier, posted = plain(voucher.extra.get("cashier", "")), plain(voucher.extra.get("posted", ""))
    approved = plain(voucher.extra.get("approved", ""))
    found = []
    if approved and approved in {prepared, posted}:
        found.append((f"批准人自己{'制单' if approved == prepared else '记账'}，没有别人把关。", _APPROVED))
    if prepared and prepared == reviewed:
        cited = "（检查 B12）" if voucher.prepared.strip() == voucher.reviewed.strip() else "，只是写法不同"
        found.append((f"制单和审核是同一个人{cited}。", _TWO))
    if cashier and cashier in {reviewed, posted}:
        other = "审核" if cashier == reviewed else "记账"
        found.append((f"出纳兼做了{other}。", _CASHIER))
    return found


def plain(name: str) -> str:
    """Write a name in one width, without blanks, dots and what stands in brackets.

    Examples:
        >>> plain("张 三"), plain("张三（代）"), plain("ＬＩ")
        ('张三', '张三', 'LI')
    """
    whole = unicodedata.normalize("NFKC", name).partition("(")[0]
    return "".join(sign for sign in whole if sign.isalnum()).upper()


RULE: Final = Rule(
    CODE,
    "medium",
    "有没有同一个人既录入又审核或批准，或者出纳兼做审核、记账？",
    f"{_TWO}；{_APPROVED}；{_CASHIER}",
    ask,
)
