"""Records of what hung on the wall, as the desk lists them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import quote

from jjledger.books.ledger import Ledger
from jjledger.books.working_days import working_calendar
from jjledger.disclosure.head import TITLES
from jjledger.facts.posting_record import PostingRecord
from jjledger.period import parse_period
from jjledger.rules.announcement import hanging_days
from jjledger.workflows.rulings import law_of

_MOST_ROWS: Final = 60


@dataclass(frozen=True, slots=True)
class RecordRow:
    """One place where a paper hung, or hangs."""

    record: PostingRecord
    state: str  # tells it from what it may be when a form comes back
    period: str  # in words
    what: str  # which paper
    asked: str  # how long it must hang, and on whose word
    until: date  # the first day on which it may come down at its end
    left: int  # days until then; none or less: it may come down
    photos: tuple[str, ...]  # addresses of those on file


def record_state(record: PostingRecord) -> str:
    """Tell one state of a record from every other."""
    said = (record.period_code, record.document, record.version, record.text())
    return hashlib.sha256(repr(said).encode()).hexdigest()


def record_rows(ledger: Ledger, code: str, today: date) -> tuple[RecordRow, ...]:
    """List what hung, the latest first.

    Args:
        ledger: a loaded community.
        code: of the community, for addresses.
        today: the day from which the days left are counted.
    """
    files = {one.sha256: f"/desk/{code}/originals/{quote(one.file)}" for one in ledger.books.originals}
    records = sorted(
        ledger.books.posting_records, key=lambda one: (one.first_day, one.recorded), reverse=True
    )
    # What hangs still is never left out.
    hanging = [one for one in records if one.last_day is None]
    ended = [one for one in records if one.last_day is not None][:_MOST_ROWS]
    return tuple(_row(ledger, record, files, today) for record in (*hanging, *ended))


def _row(ledger: Ledger, record: PostingRecord, files: Mapping[str, str], today: date) -> RecordRow:
    community = ledger.books.community
    asked = hanging_days(community, law_of(community), record.what, record.first_day)
    until = asked.last_day(record.first_day, working_calendar())
    return RecordRow(
        record,
        record_state(record),
        parse_period(record.period_code).title,
        next((title for name, title in TITLES.items() if name == record.document), "全部公示"),
        asked.words,
        until,
        (until - today).days,
        tuple(files[photo] for photo in record.photos if photo in files),
    )
