"""Names, rooms and phones in a voucher's words: told while the words can still be changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from jjledger.books.ledger import Ledger
from jjledger.books.owners_file import read_owner_names
from jjledger.books.source import Source
from jjledger.disclosure.corrected_words import private_kinds, with_corrected_words
from jjledger.disclosure.watched import Watched, watch_of
from jjledger.errors import Trouble
from jjledger.facts.entry import Entry
from jjledger.period import Period

# Whose money is one household's is shown in sums only, so its words go nowhere.
_POOLED: Final = frozenset({"household", "detail"})
_GROUND: Final = "个人信息保护法第25条：未经同意不公开"


def names_of(ledger: Ledger) -> frozenset[str]:
    """Give what no public page may say: owners' names, where they are on file, and houses."""
    return (read_owner_names(Source(ledger.folder)) or frozenset()) | set(ledger.books.register.ids())


def _watch(ledger: Ledger) -> Watched:
    return watch_of(ledger.books, names_of(ledger), date.max)  # a release is signed for good


def private_words_told(ledger: Ledger, entries: Iterable[Entry]) -> list[str]:
    """Warn of private words in entries that are about to be booked.

    Args:
        ledger: a loaded community.
        entries: what is to be booked.

    Source: 个人信息保护法 第25条; R43.
    """
    watch = _watch(ledger)
    told = []
    for entry in entries:
        if any(key in _POOLED for posting in entry.postings for key, _ in posting.split):
            continue
        kinds = private_kinds(entry.payee, entry.narration, watch)
        if kinds:
            told.append(f"注意：{'、'.join(kinds)}，公示会因此暂停。请另写摘要，例如  --narration 停车费")
    return told


def private_vouchers(ledger: Ledger, period: Period) -> Iterator[Trouble]:
    """Find the vouchers of a period whose words, as the public sees them, name somebody.

    Args:
        ledger: a loaded community.
        period: which days.

    Source: 个人信息保护法 第25条; R43.
    """
    watch = _watch(ledger)
    books = with_corrected_words(ledger.books, watch)
    for voucher in books.posted_between(period.first_day, period.last_day):
        if any(leg.split is not None and leg.split.kind in _POOLED for leg in voucher.postings):
            continue
        kinds = private_kinds(voucher.payee, voucher.narration, watch)
        if kinds:
            yield Trouble(
                f"{voucher.place.file}:{voucher.place.line}",
                f"凭证 {voucher.key} 的{'、'.join(kinds)}，公示会因此暂停。",
                f"请订正： jjledger voucher correct 账本 {voucher.key} --narration 停车费（写不涉及个人的摘要）", _GROUND,
            )  # fmt: skip
