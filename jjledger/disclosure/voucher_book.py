"""记账凭证 for paper: each voucher on one piece or several, two pieces a sheet.

Source: 会计基础工作规范 第51条: what a voucher must show, fraction numbers, blank lines ruled off.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Final

from jjledger.disclosure.account_books import summary_of
from jjledger.disclosure.book_models import BookHead, VoucherBook, VoucherLine, VoucherPage, VoucherPiece
from jjledger.disclosure.book_paging import broken, page_breaks
from jjledger.disclosure.voucher_views import reference_words
from jjledger.facts.voucher import Split, Voucher
from jjledger.rules.closing_entries import CLOSING_KIND
from jjledger.rules.journal import BookEntry, BookLeg
from jjledger.units import capital_amount

LINES: Final = 10  # of a piece, above its total
_SUMMARY: Final = 15  # characters of a line
_ACCOUNT: Final = 11
_DETAIL: Final = 12
_HIGHEST: Final = 6  # lines of a leg that stay together
_A_SHEET: Final = 2  # pieces
_KINDS: Final = f"初收付转{CLOSING_KIND}"


@dataclass(frozen=True, slots=True)
class _Lines:
    """Lines that stay together: a leg, or more words."""

    lines: tuple[VoucherLine, ...]
    debit_fen: int = 0
    credit_fen: int = 0


def voucher_book(entries: Iterable[BookEntry], head: BookHead) -> VoucherBook:
    """Lay vouchers out on sheets, in the order in which they are bound.

    Args:
        entries: vouchers of one fund, any order.
        head: what every sheet says about itself.

    Returns:
        By month, then 初 收 付 转 and the computed closings, then number.
    """
    in_order = sorted(entries, key=_place)
    pieces = [piece for entry in in_order for piece in voucher_pieces(entry)]
    sheets = (pieces[at : at + _A_SHEET] for at in range(0, len(pieces), _A_SHEET))
    return VoucherBook(head, tuple(VoucherPage(number, tuple(two)) for number, two in enumerate(sheets, 1)))


def _place(entry: BookEntry) -> tuple[int, int, int, str]:
    voucher = entry.voucher
    return voucher.day.year, voucher.day.month, _KINDS.find(voucher.kind), voucher.number


def voucher_pieces(entry: BookEntry) -> tuple[VoucherPiece, ...]:
    """Cut a voucher into pieces of as many lines as a piece has; one that is too long gets fraction numbers.

    A piece that is not the last ends with 过次页, what its debits and credits came to so far; the next
    begins with it as 承前页.
    """
    blocks = tuple(_blocks(entry))
    pages = page_breaks([len(block.lines) for block in blocks], LINES, 1, 0)
    pieces = []
    for place, page in enumerate(pages, 1):
        shown = [line for block in blocks[page.start : page.stop] for line in block.lines]
        if page.start:
            shown.insert(0, VoucherLine("brought", "承前页", "", "", "", *_sums(blocks[: page.start])))
        part = f"{place}/{len(pages)}" if len(pages) > 1 else ""
        pieces.append(_piece(entry, part, tuple(shown), _sums(blocks[: page.stop]), last=place == len(pages)))
    return tuple(pieces)


def _sums(blocks: Sequence[_Lines]) -> tuple[int, int]:
    return sum(block.debit_fen for block in blocks), sum(block.credit_fen for block in blocks)


def _piece(
    entry: BookEntry, part: str, lines: tuple[VoucherLine, ...], sums: tuple[int, int], *, last: bool
) -> VoucherPiece:
    voucher = entry.voucher
    return VoucherPiece(
        day=voucher.day,
        number=voucher.number,
        kind=voucher.kind,
        serial=voucher.number[2:],
        part=part,
        last=last,
        computed=entry.computed,
        lines=tuple(_ruled_off(lines)),
        blank=LINES - len(lines),
        debit_fen=sums[0],
        credit_fen=sums[1],
        capital=capital_amount(sums[0]) if last else "",
        attachments=voucher.attachments,
        summary=summary_of(entry),
        notes=_notes(voucher),
        posted=voucher.extra.get("posted", ""),
        reviewed=voucher.reviewed,
        cashier=voucher.extra.get("cashier", ""),
        prepared=voucher.prepared,
    )


def _ruled_off(lines: Sequence[VoucherLine]) -> Iterator[VoucherLine]:
    """Rule the amounts off from below the last of them to the total.

    Source: 会计基础工作规范 第51条 (四): 自金额栏最后一笔金额数字下的空行处至合计数上的空行处划线注销.
    """
    amounts = [at for at, line in enumerate(lines) if line.kind != "words"]
    below = amounts[-1] + 1 if amounts else 0
    rows = len(lines) - below + bool(len(lines) < LINES)
    for at, line in enumerate(lines):
        yield line if at < below else replace(line, ruled=0 if at > below else rows)


def _blocks(entry: BookEntry) -> Iterator[_Lines]:
    """Give the legs line by line with the summary beside them, and what of the summary is longer."""
    words = list(broken(summary_of(entry), _SUMMARY))
    for leg in entry.legs:
        account, detail = broken(leg.account.title, _ACCOUNT), broken(detail_words(leg), _DETAIL)
        lines = []
        for at, (title, more) in enumerate(zip_longest(account, detail, fillvalue="")):
            amounts = (None, None) if at else (leg.debit_fen or None, leg.credit_fen or None)
            code = "" if at else leg.account.code
            said = words.pop(0) if words else ""
            lines.append(VoucherLine("words" if at else "leg", said, code, title, more, *amounts))
        yield _Lines(tuple(lines[:_HIGHEST]), leg.debit_fen, leg.credit_fen)
        yield from (_Lines((line,)) for line in lines[_HIGHEST:])
    yield from (_Lines((VoucherLine("words", said, "", "", "", None, None),)) for said in words)


def detail_words(leg: BookLeg) -> str:
    """Name a leg's details, and whose money it is where that is one household or a list."""
    return " ".join((*leg.account.details, *_whose(leg.split)))


def _whose(split: Split | None) -> Iterator[str]:
    if split is None:
        return
    if split.kind == "household":
        yield split.value
    elif split.kind == "detail":
        yield f"明细 {len(split.rows)} 笔"
    elif split.kind == "selling_unit":
        yield f"售房单位 {split.value}"


def _notes(voucher: Voucher) -> str:
    """Say by whose decision, and what the voucher undoes or puts right."""
    notes = []
    if voucher.decision:
        notes.append(f"业主决定 {voucher.decision}")
    if voucher.reverses:
        notes.append(f"冲销 {reference_words(voucher.reverses)}")
    if voucher.corrects:
        notes.append(f"订正 {reference_words(voucher.corrects)}")
    return "；".join(notes)
