"""Names, rooms and phones in a voucher's words: told while the words can still be changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Final

from jjledger.books.ledger import Ledger
from jjledger.books.owners_file import read_owner_names
from jjledger.books.source import Source
from jjledger.disclosure.corrected_words import private_kinds
from jjledger.disclosure.private_vouchers import private_vouchers, watch_over
from jjledger.disclosure.public_contact import contact_wrong
from jjledger.disclosure.watched import Watched
from jjledger.facts.entry import Entry
from jjledger.facts.finding import Finding
from jjledger.workflows.frozen import with_findings

# Whose money is one household's is shown in sums only, so its words go nowhere.
_POOLED: Final = frozenset({"household", "detail"})


def names_of(ledger: Ledger) -> frozenset[str]:
    """Give what no public page may say: owners' names, where they are on file, and houses."""
    return (read_owner_names(Source(ledger.folder)) or frozenset()) | set(ledger.books.register.ids())


def _watch(ledger: Ledger, today: date) -> Watched:
    return watch_over(ledger.books, read_owner_names(Source(ledger.folder)), today)


def private_words_told(ledger: Ledger, entries: Iterable[Entry]) -> list[str]:
    """Warn of private words in entries that are about to be booked.

    Args:
        ledger: a loaded community.
        entries: what is to be booked.

    Source: 个人信息保护法 第25条; R43.
    """
    watch = _watch(ledger, date.max)  # a release is signed for good
    told = []
    for entry in entries:
        if any(key in _POOLED for posting in entry.postings for key, _ in posting.split):
            continue
        kinds = private_kinds(entry.payee, entry.narration, watch)
        if kinds:
            told.append(f"注意：{'、'.join(kinds)}，公示会因此暂停。请另写摘要，例如  --narration 停车费")
    return told


def has_private_words(ledger: Ledger, words: str) -> bool:
    """Say whether words hold what no public page may say, and so are not to be written once more.

    Args:
        ledger: a loaded community.
        words: of a voucher.
    """
    return bool(private_kinds("", words, _watch(ledger, date.max)))


def private_findings(ledger: Ledger, today: date) -> tuple[Finding, ...]:
    """Find what would hold a publication because it names somebody: in vouchers, and in the community's contact.

    Args:
        ledger: a loaded community, whatever its findings.
        today: releases count from their day on; the last day there is where a release counts for good.

    Returns:
        Findings by place, each with the user's own line.

    Source: 个人信息保护法 第25条; R43.
    """
    source, watch = Source(ledger.folder), _watch(ledger, today)
    found = private_vouchers(ledger.books, ledger.replayed.shares, watch)
    return (
        *contact_wrong(ledger.books, watch),
        *(replace(one, excerpt=source.excerpt(one.place.file, one.place.line)) for one in found),
    )


def with_private_findings(ledger: Ledger, today: date) -> Ledger:
    """Give a ledger with these findings beside its own, as a check shows them; they keep nobody from writing.

    Args:
        ledger: a loaded community.
        today: releases count from their day on.
    """
    return with_findings(ledger, private_findings(ledger, today))
