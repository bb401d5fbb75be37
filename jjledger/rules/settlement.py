"""The periods in which interest is settled: one begins the day after the last, and ends on a settlement day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from jjledger.facts.community import Fund
from jjledger.period import day_before


def next_settlement(settle: Sequence[tuple[int, int]], first_day: date) -> date | None:
    """Give the first settlement day on or after a day, None where none is set.

    Args:
        settle: last counted days as (month, day), no 29 February.
        first_day: first day of the period.

    Source: house table of interest policies, `settle`; R24.

    Examples:
        >>> next_settlement([(6, 29)], date(2010, 8, 5))
        datetime.date(2011, 6, 29)
    """
    days = [
        date(year, month, day)
        for year in (first_day.year, first_day.year + 1)
        for month, day in settle
        if date(year, month, day) >= first_day
    ]
    return min(days, default=None)


def policy_parts(fund: Fund, first_day: date, last_day: date) -> tuple[tuple[date, date], ...]:
    """Cut a period where the fund's interest policy changes; one part where it does not.

    Args:
        fund: the fund with its dated policies.
        first_day: first day of the period, inclusive.
        last_day: last day of the period, inclusive.

    Source: R24: one policy a period.
    """
    starts = [first_day]
    current = fund.policy_on(first_day)
    for policy in fund.policies:
        if first_day < policy.from_day <= last_day:
            if current is None or policy.interest != current.interest:
                starts.append(policy.from_day)
            current = policy
    ends = [*(day_before(start) for start in starts[1:]), last_day]
    return tuple(zip(starts, ends, strict=True))
