"""The poster of a disclosure: the largest figures first, as many items as a sheet holds, the rest in one sum.

What lives here: its sentences, and what its foot says. What must not: which rows stand on it, and letters.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Final, NamedTuple

from jjledger.disclosure.equation import equation
from jjledger.disclosure.head import period_address
from jjledger.disclosure.models import BankTie, Change, Head, PublicRevenue
from jjledger.disclosure.poster_models import Foot, Poster, Stamp
from jjledger.disclosure.poster_rows import Page, lines_of, rows_of, tells_largest
from jjledger.disclosure.voucher_changes import SAME_AMOUNT
from jjledger.period import chinese_day
from jjledger.units import yuan

# Tenths of a millimetre on A4, as poster.css sets them.
ROOM: Final = 1255  # what the sheet has for rows, the tie and the sentences beside it
_NAME, _SMALL, _POSTING, _FOOT = 112, 70, 68, 59  # heights of a line
_BESIDE_SEAL: Final = 465  # what the foot has beside the place for the seal
_TALLER: Final = 240  # what a foot that needs more takes more
# Han characters to a line; digits and Latin letters are half as wide.
_NAME_WIDTH, _SMALL_WIDTH, _POSTING_WIDTH, _FOOT_WIDTH = 20, 32, 15, 17
_BADGE: Final = " 演示数"  # as wide as 演示数据 is in its smaller letters
_STRIP_LINES: Final = 5  # what a notice may spend on its correction
_GROUP: Final = 8
_HANGS_DAYS: Final = 366  # a year's report, and its correction in the year after


class _Strip(NamedTuple):
    """How much the strip of a correction tells; all of it stands on the page."""

    changes: int  # how many are told
    full: bool = True  # each from what to what, and not only what it is about
    why: bool = True
    who: bool = True  # who approved it


# The first that leaves the largest lines their room.
_STRIPS: Final = (
    _Strip(2), _Strip(1), _Strip(1, who=False), _Strip(1, why=False, who=False),
    _Strip(1, full=False), _Strip(1, full=False, who=False), _Strip(0), _Strip(0, why=False, who=False),
)  # fmt: skip


def poster(
    page: Page, stamp: Stamp, *, draft: bool = False, room: int = ROOM, hung: date | None = None
) -> Poster:
    """Draw up the poster of a disclosure.

    Args:
        page: the finished disclosure.
        stamp: the check code and its place in the log.
        draft: it is not out yet.
        room: height for rows in tenths of a millimetre on A4; less where they turned out not to fit.
        hung: day on which this copy goes up; None where that is the day of the edition.

    Returns:
        The poster. Its opening and sums come to the closing balance, and the items of a sum that has
        any come to the sum, however many stand together in 其余 n 项合计.

    Source: R48; 台州市物业管理条例 第25条.
    """
    tie, more = _tie(page.bank)
    notes = (*more, *_notes(page))
    below = foot(page.head, stamp, draft=draft, hung=hung)
    tall = _foot_height(below) > _BESIDE_SEAL
    room -= (
        tall * _TALLER
        + (lines_of(page.head.community + _BADGE * (page.head.sample + below.demo), _NAME_WIDTH) - 1) * _NAME
    )
    room -= _strip_lines(notes) * _SMALL
    for strip in _STRIPS:
        correction = correction_words(page.head, strip)
        scale, rows = rows_of(page, tie, room - _strip_lines(correction) * _SMALL)
        if _strip_lines(correction) <= _STRIP_LINES and tells_largest(page, rows):
            break
    closing = equation(page)[-1]
    return Poster(
        head=page.head,
        closing_label=f"{page.head.fund}{closing.label}",
        closing_fen=closing.amount_fen,
        closing_capital=page.closing_capital,
        rows=rows,
        scale=scale,
        tied=page.bank.state == "tied",
        tie=tie,
        notes=notes,
        correction=correction,
        foot=below,
        tall=tall,
    )


def hangs(last_day: date, issued: date | None) -> bool:
    """Say whether the papers for the notice board go out with an edition, or are printed when somebody asks.

    Nobody hangs what is older than a year, and a first publication brings years of it.

    Args:
        last_day: of the period.
        issued: day of the edition; None for what is not out, which is printed for whoever asks.
    """
    return issued is None or (issued - last_day).days <= _HANGS_DAYS


def foot(head: Head, stamp: Stamp, *, draft: bool = False, hung: date | None = None) -> Foot:
    """Say what every paper for the notice board says at its foot; the days count from when it hangs."""
    root = stamp.root
    assert not root or len(root) == 64, "a check code has 64 digits"  # noqa: PLR2004 - of SHA-256
    return Foot(
        posting=posting_words(hung or head.issued, head.days_posted),
        contact=head.contact,
        grounds=tuple(dict.fromkeys(ground.title for ground in head.grounds)),
        address=period_address(head),
        root=tuple(root[at : at + _GROUP] for at in range(0, len(root), _GROUP)),
        draft=draft,
        entry=stamp.entry,
        demo=stamp.demo,
    )


def posting_words(issued: date | None, days: int) -> tuple[str, ...]:
    """Say from when to when the notice hangs, clause by clause.

    Args:
        issued: day it is put up, which is the day it goes out unless somebody says another; None where
            it is not known yet.
        days: how long it hangs; the day it is put up does not count.

    Source: 民法典 第201条: 按照年、月、日计算期间的, 开始的当日不计入, 自下一日开始计算.

    Examples:
        >>> posting_words(date(2025, 10, 15), 15)
        ('2025年10月15日起张贴 15 天，', '到10月30日止')
    """
    if issued is None:
        return (f"自张贴之日起 {days} 天",)
    last = issued + timedelta(days=days)
    year = f"{last.year}年" if last.year != issued.year else ""
    return f"{chinese_day(issued)}起张贴 {days} 天，", f"到{year}{last.month}月{last.day}日止"


def correction_words(head: Head, strip: _Strip = _STRIPS[0]) -> tuple[str, ...]:
    """Say of a later version what it replaces, what changed, why, and who approved it; nothing of the first.

    Args:
        head: of the disclosure.
        strip: how much of it is told here.
    """
    correction = head.correction
    if correction is None:
        return ()
    changes, count = correction.changes, strip.changes
    told = [_change(change, full=strip.full) for change in changes[:count]]
    if len(changes) > count:
        told.append(
            f"等 {len(changes)} 处，其余见网上公示" if count else f"改了 {len(changes)} 处，见网上公示"
        )
    elif told and not strip.full:
        told.append("见网上公示")
    replaces = (
        f"第 {head.edition} 版，代替{chinese_day(correction.replaced_day)}的第 {correction.replaces} 版"
    )
    reason = f"原因：{correction.reason.rstrip('。')}" if strip.why else "原因见网上公示"
    sentences = [
        f"更正：{replaces}" if told else f"{replaces}；这里的数没有变",
        "；".join(told),
        reason if correction.reason else "",
        f"批准：{correction.approved_by}" if correction.approved_by and strip.who else "",
    ]
    return ("。".join(sentence for sentence in sentences if sentence) + "。",)


def _change(change: Change, *, full: bool) -> str:
    if full:
        return f"{change.label} {change.before} → {change.after}"
    return f"改了{change.label}{SAME_AMOUNT * change.after.endswith(SAME_AMOUNT)}"


def _strip_lines(sentences: Iterable[str]) -> int:
    return sum(lines_of(words, _SMALL_WIDTH) for words in sentences)


def _tie(bank: BankTie) -> tuple[str, tuple[str, ...]]:
    """Cut the tie to the bank into its first clause and the explanation of a difference."""
    first, _, more = bank.words.partition("；")
    return first, (f"{more}。",) if more else ()


def _notes(page: Page) -> Iterator[str]:
    """Say what owners most often take for something else."""
    if isinstance(page, PublicRevenue):
        if page.later_fen:
            yield f"收入中有 {yuan(page.later_fen)} 元是预收的，属于以后期间。"
    elif page.closing_undistributed_fen:
        yield f"余额中有 {yuan(page.closing_undistributed_fen)} 元收益还没有分到各户。"


def _foot_height(below: Foot) -> int:
    large = sum(lines_of(words, _POSTING_WIDTH) for words in (*below.posting, below.contact))
    small = 1 + lines_of(f"依据：{'、'.join(below.grounds)}", _FOOT_WIDTH)
    return large * _POSTING + small * _FOOT
