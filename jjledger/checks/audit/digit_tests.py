"""A25: do the digits of many independent amounts stand as those of amounts that nobody made up? Only ever a hint.

Not asked of fewer than a thousand amounts, nor of amounts that are area × rate, interest or shares.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from jjledger.checks.audit.asked import Asked, Rule
from jjledger.checks.audit.digits import (
    chi_square,
    last_counts,
    leading_counts,
    leading_shares,
    mean_deviation,
)
from jjledger.facts.audit_finding import Answer, AuditFinding, Evidence
from jjledger.facts.finding import Place
from jjledger.rules.contracts import income_fen
from jjledger.rules.payee_name import payee_key
from jjledger.rules.reversal import standing
from jjledger.units import decimal_text

CODE: Final = "A25"
_GROUND: Final = "本程序的提示：数字分布异常不是差错，更不是舞弊的证据，只说明值得抽查"
_REMEDY: Final = "请从出现得最多的那些数字里抽几笔，看原始凭证是否真实；找得到正常原因的，不必处理。"
# Of so many free bins a sum of squares is larger than this once in a hundred samples (chi-square, 1 %).
BEYOND_LAST: Final = Fraction(133_476, 1000)  # 99 bins, 98 free
BEYOND_LEADING: Final = Fraction(122_942, 1000)  # 90 bins, 89 free
# Nigrini (2012), table 7.1: beyond this mean deviation the first two digits do not conform. A thousand amounts
# exceed it by chance alone, so the sum of squares is asked as well.
NO_CONFORMITY: Final = Fraction(22, 10_000)
_SHOWN: Final = 5


def ask(asked: Asked) -> Answer:
    """Ask two tests of the amounts of the days under audit, where there are enough.

    Args:
        asked: the books under audit.

    Source: Nigrini, Benford's Law (2012), chapters 5 and 7.
    """
    amounts = independent_fen(asked)
    least = asked.settings.on(asked.last_day).digits_least
    if len(amounts) < least:
        return Answer(
            CODE, 0, (), f"独立的金额只有 {len(amounts)} 个，不到 {least} 个，数字分布检验没有意义，没有做"
        )
    findings = [*_leading(asked, amounts, least), *_last(asked, amounts, least)]
    return Answer(CODE, len(amounts), tuple(findings))


def independent_fen(asked: Asked) -> tuple[int, ...]:
    """List the amounts that were agreed or measured one by one: payments to suppliers, income without a contract.

    What somebody is paid again and again counts once; deposits, interest and shares follow from a formula.
    """
    paid = {(one.payee, one.amount_fen) for one in asked.paid() if not one.to_owners}
    funds = [fund.code for fund in asked.books.community.funds if fund.kind == "public_revenue"]
    came = {
        (payee_key(voucher.payee), fen)
        for voucher in standing(asked.vouchers())
        for fund in funds
        for fen in [income_fen(voucher, fund)]
        if fen > 0 and not voucher.extra.get("contract")
    }
    return tuple(sorted(fen for _, fen in (*paid, *came)))


def _leading(asked: Asked, amounts: Sequence[int], least: int) -> Iterator[AuditFinding]:
    counts, shares = leading_counts(amounts), leading_shares()
    if sum(counts) < least:
        return
    apart, beyond = mean_deviation(counts, shares), chi_square(counts, shares)
    if apart > NO_CONFORMITY and beyond > BEYOND_LEADING:
        words = (
            f"提示：{sum(counts)} 个金额的首两位数与本福德分布不符（平均绝对偏差 {decimal_text(apart, 4)}，大于 0.0022；"
            f"卡方 {decimal_text(beyond, 1)}，大于 122.9）。"
        )
        yield _finding(asked, words, (counts, shares, 10), "首两位数")


def _last(asked: Asked, amounts: Sequence[int], least: int) -> Iterator[AuditFinding]:
    counts, shares = last_counts(amounts), (Fraction(1, 99),) * 99
    if sum(counts) < least:
        return
    beyond = chi_square(counts, shares)
    if beyond > BEYOND_LAST:
        words = f"提示：{sum(counts)} 个有角分的金额，角分两位数不均匀（卡方 {decimal_text(beyond, 1)}，大于 133.5）。"
        yield _finding(asked, words, (counts, shares, 1), "角分")


def _finding(
    asked: Asked, words: str, found: tuple[Sequence[int], Sequence[Fraction], int], which: str
) -> AuditFinding:
    """Show the digits that stand most beyond what is expected."""
    counts, shares, first = found
    total = sum(counts)
    over = sorted(range(len(counts)), key=lambda place: shares[place] * total - counts[place])
    rows = tuple(
        Evidence(
            None, "",
            f"{which} {place + first:02}：{counts[place]} 笔，预期 {decimal_text(shares[place] * total, 1)} 笔",
            None, Place("main.beancount", 0),
        )
        for place in over[:_SHOWN]
    )  # fmt: skip
    return AuditFinding(
        CODE, "low", words, rows, _GROUND, _REMEDY, f"{CODE} {which} {asked.first_day}/{asked.last_day}"
    )


RULE: Final = Rule(CODE, "low", "提示：大量金额的首两位和末两位数字，分布正常吗？", _GROUND, ask)
