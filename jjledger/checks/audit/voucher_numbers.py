"""A15: do the voucher numbers of the days under audit run on without gaps and doubles? B15 reckons it."""

from __future__ import annotations

from typing import Final

from jjledger.checks.audit.asked import Asked, Rule, in_order, key_of, row_of, turnover_fen
from jjledger.checks.numbering import check_numbering
from jjledger.facts.audit_finding import Answer, AuditFinding

CODE: Final = "A15"
_GROUND: Final = "会计基础工作规范第51条：记账凭证应当连续编号"
_REMEDY: Final = "请查清缺号的凭证是作废、漏记还是抽走了，写明原因；重号的改用下一个号。"


def ask(asked: Asked) -> Answer:
    """Ask which numbers are missing or stand twice.

    Args:
        asked: the books under audit.

    Source: 会计基础工作规范 第51条; R03.
    """
    vouchers = asked.vouchers()
    by_place = {voucher.place: voucher for voucher in vouchers}
    findings = []
    for number, found in enumerate(check_numbering(asked.books)):
        voucher = by_place.get(found.place)
        if voucher is not None:
            what = found.what.removesuffix("。").partition("，另一张")[0]  # which stands among the evidence
            same = [one for one in vouchers if one.key == voucher.key and one.funds == voucher.funds]
            rows = tuple(row_of(one, turnover_fen(one)) for one in same)
            findings.append(
                AuditFinding(
                    CODE,
                    "medium",
                    f"{what}（检查 B15）。",
                    rows,
                    _GROUND,
                    _REMEDY,
                    f"{key_of(CODE, voucher)} {number}",
                )
            )
    return Answer(CODE, len(vouchers), in_order(findings))


RULE: Final = Rule(CODE, "medium", "凭证编号有没有断号、重号？", _GROUND, ask)
