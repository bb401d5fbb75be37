"""分摊通知单: whom a use of the fund is told to, as papers to print."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from jjledger.books.ledger import Ledger
from jjledger.disclosure.house_words import by_door, file_word
from jjledger.disclosure.notice_models import ShareNotice, TopUpNotice
from jjledger.disclosure.notices import Charge, NoticeSetting, share_notices
from jjledger.errors import OptionError, Trouble
from jjledger.facts.books import Books
from jjledger.render.papers import notice_files
from jjledger.render.pdf import Printer
from jjledger.rules.project import by_project, standing_uses
from jjledger.rules.shares import SELLING_UNIT
from jjledger.store.system import System
from jjledger.workflows.private_papers import write_papers
from jjledger.workflows.rulings import grounds_by, law_of

Pile = Sequence[ShareNotice | TopUpNotice]
_VOLUME: Final = 300  # pages; some 700 MB
_RULES: Final = ("sharing_basis", "books_by_household")


def notices_of(ledger: Ledger, reference: str, household: str, day: date) -> tuple[ShareNotice, ...]:
    """Draw up the notices of one use of the owners' funds.

    Args:
        ledger: a loaded community without blocking findings.
        reference: a project's number, a decision's number, or a voucher as 2025-03-F0012.
        household: only this house; "" all.
        day: the notices' day.

    Returns:
        Notices ordered by building and door, whatever fund bears them; selling units last.

    Raises:
        OptionError: there is no such use, or the house bears nothing of it.
    """
    books = ledger.books
    charge = _charge(books, reference.removeprefix("^"))
    setting = NoticeSetting(day, grounds_by(law_of(books.community), _RULES, charge.vouchers[-1].day))
    notices = [
        notice
        for shares in ledger.replayed.shares.values()
        for notice in share_notices(books, shares, charge, setting)
        if household in {"", notice.head.household}
    ]
    if not notices:
        raise OptionError(
            Trouble(
                f"--household {household}", f"{household} 没有分摊「{charge.title}」。",
                "请写 楼幢-单元-房号，例如 01-1-101；不写 --household 就列出全部。",
            )
        )  # fmt: skip
    return tuple(sorted(notices, key=lambda notice: by_door(_holder(notice))))


def write_notices(notices: Pile, folder: Path, system: System, *, each: bool = False) -> tuple[Path, ...]:
    """Write notices to print: one file with all of them in the order of the pile, or a file each.

    More than a volume's worth go into several files, since a printer holds all pages of a file in memory.

    Args:
        notices: at least one, all of the same kind.
        folder: the community's `private/print`.
        system: the disk.
        each: a file a household.

    Returns:
        The files written: HTML and PDF.

    Raises:
        StoreError: the disk refused.
    """
    head = notices[0].head
    stem = f"{head.community_code}-{head.document}-{head.day:%Y%m%d}"
    printer = Printer()
    piles = {f"{stem}-{_file_word(one)}": [one] for one in notices} if each else _volumes(stem, notices)
    files = {
        f"{name}{Path(file).suffix}": data
        for name, pile in piles.items()
        for file, data in notice_files(pile, printer).items()
    }
    return write_papers(files, folder, system)


def _charge(books: Books, reference: str) -> Charge:
    """Find what a reference means: a project, what a decision was made for, or one voucher."""
    vouchers = by_project(books).get(reference) or tuple(
        voucher for voucher in standing_uses(books) if reference in {voucher.decision, voucher.key}
    )
    if not vouchers or not reference:
        raise OptionError(
            Trouble(
                reference or "项目", f"账上没有「{reference}」的维修支出。",
                "请写项目编号、业主决定编号，或凭证的月份和编号，例如 2025-03-F0012。",
            )
        )  # fmt: skip
    project = books.projects.get(reference)
    return Charge(project.title if project else vouchers[0].narration, vouchers[0].decision, vouchers)


def _volumes(stem: str, notices: Pile) -> Mapping[str, Pile]:
    """Cut a pile into volumes in its order, numbered where there are several."""
    if len(notices) <= _VOLUME:
        return {stem: notices}
    starts = range(0, len(notices), _VOLUME)
    return {f"{stem}-{at // _VOLUME + 1:02}": notices[at : at + _VOLUME] for at in starts}


def _file_word(notice: ShareNotice | TopUpNotice) -> str:
    return file_word(notice.head.household, notice.head.area)


def _holder(notice: ShareNotice) -> str:
    """Give the holder's id back; only a selling unit has no area."""
    return notice.head.household if notice.head.area else f"{SELLING_UNIT}{notice.head.household}"
