"""分摊通知单: whom a use of the fund is told to, as papers to print."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from jjledger.books.ledger import Ledger
from jjledger.disclosure.house_words import by_door, file_word
from jjledger.disclosure.notice_models import ShareNotice
from jjledger.disclosure.notices import Charge, NoticeSetting, share_notices
from jjledger.disclosure.pile import Notice, pile_head
from jjledger.disclosure.pile_models import PileSheet, PileTie
from jjledger.errors import OptionError, Trouble
from jjledger.facts.books import Books
from jjledger.render.household_papers import paper_files
from jjledger.render.pdf import Printer
from jjledger.rules.project import by_project, standing_uses
from jjledger.rules.shares import SELLING_UNIT
from jjledger.store.system import System
from jjledger.workflows.print_run import ALONE, Run
from jjledger.workflows.private_papers import write_papers
from jjledger.workflows.rulings import grounds_by, law_of

_RULES: Final = ("sharing_basis", "books_by_household")
_NO_NAME: Final = re.compile(r"[^\w-]+")  # what a file's name does without


@dataclass(frozen=True, slots=True)
class When:
    """The day of some notices, and for how long one may object or pay."""

    day: date
    days: int | None = None  # None: as is usual for the kind

    def until(self, usual: int) -> date:
        """Give the last day."""
        return self.day + timedelta(days=self.days or usual)


def notices_of(ledger: Ledger, reference: str, household: str, when: When) -> tuple[ShareNotice, ...]:
    """Draw up the notices of one use of the owners' funds.

    Args:
        ledger: a loaded community without blocking findings.
        reference: a project's number, a decision's number, or a voucher as 2025-03-F0012.
        household: only this house; "" all.
        when: the notices' day, and for how long one may object.

    Returns:
        Notices ordered by building and door, whatever fund bears them; selling units last.

    Raises:
        OptionError: there is no such use, or the house bears nothing of it.
    """
    books = ledger.books
    charge = _charge(books, reference.removeprefix("^"))
    grounds = grounds_by(law_of(books.community), _RULES, charge.vouchers[-1].day)
    setting = NoticeSetting(when.day, when.until(books.community.disclosure.days_posted), grounds)
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


def notice_run(notices: Sequence[Notice], reference: str = "", listed_fen: int | None = None) -> Run:
    """Plan the printing of all notices of one use, or of all top-ups.

    Args:
        notices: at least one, all of the same kind and none missing, in the order of the pile.
        reference: the use, to tell piles of one day apart; "" none.
        listed_fen: what the list of top-ups comes to; None for shares, which are held against the books.
    """
    head = notices[0].head
    mark = _NO_NAME.sub("-", reference.removeprefix("^"))
    parts = [head.community_code, head.document, *([mark] if mark else []), f"{head.day:%Y%m%d}"]
    funds = "、".join(dict.fromkeys(notice.head.fund for notice in notices))
    pile = pile_head(notices[0])
    return Run(
        "-".join(parts),
        pile if isinstance(notices[0], ShareNotice) else replace(pile, subject=funds),
        [notice.head.household for notice in notices],
        lambda places: [notices[place] for place in places],
        lambda sheets: _ties(notices, sheets, listed_fen),
        (ALONE,),
    )


def write_notice(notice: Notice, folder: Path, system: System) -> tuple[Path, ...]:
    """Write one house's notice to read and to print.

    Args:
        notice: the notice.
        folder: the community's `private/print`.
        system: the disk.

    Raises:
        OptionError: the folder is one that others see.
        StoreError: the disk refused.
    """
    head = notice.head
    stem = f"{head.community_code}-{head.document}-{head.day:%Y%m%d}-{file_word(head.household, head.area)}"
    files = paper_files(notice, ("html", "pdf"), Printer())
    return write_papers({f"{stem}.{form}": data for form, data in files.items()}, folder, system)


def _ties(notices: Sequence[Notice], sheets: Sequence[PileSheet], listed_fen: int | None) -> list[PileTie]:
    """Compare what the houses of each fund bear with what it spent, or what they are to pay with the list."""
    if listed_fen is not None:
        return [
            PileTie("各户应续交之和 = 续交名单合计", sum(sheet.amount_fen for sheet in sheets), listed_fen)
        ]
    sums: dict[str, int] = {}
    for sheet in sheets:
        sums[sheet.fund] = sums.get(sheet.fund, 0) + sheet.amount_fen
    spent = {one.head.fund: one.fund_cost_fen for one in notices if isinstance(one, ShareNotice)}
    return [PileTie(f"{fund}：各户分摊之和 = 项目支出", sums[fund], fen) for fund, fen in spent.items()]


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


def _holder(notice: ShareNotice) -> str:
    """Give the holder's id back; only a selling unit has no area."""
    return notice.head.household if notice.head.area else f"{SELLING_UNIT}{notice.head.household}"
