"""收益率: what each owners' fund earned in a period, beside what the published rates would have given."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from jjledger.books.ledger import Ledger
from jjledger.books.rate_table import published_table
from jjledger.facts.community import OWNERS_FUND_KINDS, Fund
from jjledger.facts.rates import RateTable
from jjledger.law.city_interest import published_rates
from jjledger.period import Period
from jjledger.rules.closing import closed_balances
from jjledger.rules.declared import MissingRate
from jjledger.rules.yields import YEAR, Base, Gain, at_rates, base_of, gain_of, yield_of
from jjledger.units import decimal_text, plain_yuan, round_half_up, yuan

_TABLE: Final = "pboc"
COLUMNS: Final = {"demand": "活期", "months_3": "三个月", "year_1": "一年"}
HOW: Final = "按各日余额和当日利率、实际天数 ÷ 360，不计复利"


@dataclass(frozen=True, slots=True)
class FundYield:
    """What a fund's money earned, with its base; amounts in fen."""

    fund: Fund
    period: Period
    base: Base
    gain: Gain
    undistributed_fen: int  # at the period's end
    published: dict[str, Fraction | MissingRate]  # column → what it would have given
    table: RateTable

    @property
    def interest_fen(self) -> int:
        """Interest of deposits and bonds."""
        return sum(self.gain.interest_fen.values())

    @property
    def yearly(self) -> Fraction | None:
        """Its yearly yield."""
        return yield_of(self.interest_fen, self.base)


def yields_of(ledger: Ledger, period: Period) -> tuple[FundYield, ...]:
    """Reckon the yield of every owners' fund.

    Args:
        ledger: a loaded community without blocking findings.
        period: a whole period that the books cover.
    """
    posted = ledger.books.posted()
    table = published_table(published_rates()[_TABLE])
    days = (period.first_day, period.last_day)
    found = []
    for fund in ledger.books.community.funds:
        if fund.kind in OWNERS_FUND_KINDS:
            base = base_of(posted, fund, *days)
            found.append(
                FundYield(
                    fund,
                    period,
                    base,
                    gain_of(posted, fund, ledger.replayed.shares[fund.code], *days),
                    closed_balances(posted, fund, period.last_day).undistributed_fen,
                    {column: at_rates(base, table, column) for column in COLUMNS},
                    table,
                )
            )
    return tuple(found)


def words_of(found: FundYield) -> str:
    """Describe a yield, never without its base."""
    deposits, bonds = found.gain.interest_fen.values()
    earned = (
        f"{found.fund.code}，{found.period.title}：利息收入 {yuan(found.interest_fen)} 元"
        f"（存款 {yuan(deposits)} 元，国债 {yuan(bonds)} 元）。"
    )
    return "\n".join([earned, _yield_words(found), *_published_words(found), _gain_words(found)])


def _yield_words(found: FundYield) -> str:
    if found.yearly is None:
        return "本期没有余额，不算收益率。"
    average = yuan(round_half_up(found.base.average_fen))
    return f"年化 {_percent(found.yearly)}（以日均余额 {average} 元、{found.base.days} 天计）。"


def _published_words(found: FundYield) -> tuple[str, ...]:
    """Say what the published rates would have given on the same balances and days."""
    if found.yearly is None:
        return ()
    items = []
    for column, title in COLUMNS.items():
        given = found.published[column]
        if isinstance(given, MissingRate):
            items.append(f"{title} 在 {given.day} 没有公布的利率")
        else:
            fen = round_half_up(given)
            items.append(
                f"{title} {yuan(fen)} 元（年化 {_percent(yield_of(fen, found.base) or Fraction(0))}）"
            )
    return (f"同样的余额和天数，按{found.table.source.partition('，')[0]}可得：{'；'.join(items)}。{HOW}。",)


def _gain_words(found: FundYield) -> str:
    gain = found.gain
    return (
        f"增值收益 {yuan(gain.added_fen)} 元 ＝ 本期全部收入 {yuan(gain.earned_fen)} 元 － 分配到户 "
        f"{yuan(gain.distributed_fen)} 元 － 留存 {yuan(gain.kept_back_fen)} 元；"
        f"期末待分配累计收益 {yuan(found.undistributed_fen)} 元。"
    )


def _percent(value: Fraction) -> str:
    return f"{decimal_text(value * 100, 2)} %"


def record_of(found: FundYield) -> dict[str, Any]:
    """Give a yield as programs read it, numbers exact."""
    return {
        "fund": found.fund.code,
        "period": found.period.code,
        "interest": plain_yuan(found.interest_fen),
        "average_balance": str(found.base.average_fen / 100),
        "days": found.base.days,
        "year_days": YEAR,
        "yield": None if found.yearly is None else str(found.yearly),
        "published": {
            column: None if isinstance(given, MissingRate) else plain_yuan(round_half_up(given))
            for column, given in found.published.items()
        },
        "rates": found.table.name,
        "earned": plain_yuan(found.gain.earned_fen),
        "distributed": plain_yuan(found.gain.distributed_fen),
        "kept_back": plain_yuan(found.gain.kept_back_fen),
        "added": plain_yuan(found.gain.added_fen),
        "undistributed": plain_yuan(found.undistributed_fen),
    }
