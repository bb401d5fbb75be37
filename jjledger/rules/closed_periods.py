"""Which months of a period are closed, and which were opened again."""

from __future__ import annotations

from collections.abc import Iterator

from jjledger.facts.books import Books
from jjledger.facts.closed_month import Reopening
from jjledger.period import Period, chinese_day, month_of, parse_period, whole_periods


def unclosed_months(books: Books, period: Period) -> tuple[Period, ...]:
    """List the months of a period, since the books began, that are not closed; of an event that of its day."""
    began = month_of(books.vouchers[0].day) if books.vouchers else ""
    event = period.first_day == period.last_day
    months = whole_periods("month", period.first_day, period.last_day)
    return tuple(
        month
        for month in ((parse_period(month_of(period.last_day)),) if event else months)
        if month.code >= began and not books.closings.is_closed(month.code)
    )


def reopenings_of(books: Books, period: Period) -> tuple[Reopening, ...]:
    """List when months of a period were opened again, the last time of each."""
    latest = {one.month: one for one in books.closings.reopenings}
    return tuple(one for one in latest.values() if period.contains(parse_period(one.month).first_day))


def closing_words(books: Books, period: Period) -> Iterator[str]:
    """Say in sentences, which anybody may read, where a period is not closed; nothing where no month ever was.

    Args:
        books: the general book.
        period: whose figures are shown.

    Source: R39; 会计基础工作规范 第63条.
    """
    if not (books.closings.used or books.community.disclosure.require_closed):
        return
    reopened = {one.month: one for one in reopenings_of(books, period)}
    unclosed = unclosed_months(books, period)
    for month in unclosed:
        if month.code in reopened:
            day = chinese_day(reopened[month.code].day)
            yield f"{month.title}于{day}重新打开，尚未重新结账；此前公示的本期数字作废，以结账后公示的为准"
    plain = [month.title for month in unclosed if month.code not in reopened]
    if plain:
        span = plain[0] if len(plain) == 1 else f"{plain[0]}至{plain[-1]}"
        yield f"未结账：{span}的账还没有结，数字可能变动"
