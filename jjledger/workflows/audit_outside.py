"""What an audit knows beside the books: the history of their text, the working calendar, the private lists.

What lives here: bringing these together. What must not: asking.
"""

from __future__ import annotations

from jjledger.books.ledger import Ledger
from jjledger.books.related_file import read_related
from jjledger.books.source import Source
from jjledger.checks.audit.asked import Outside
from jjledger.facts.working_calendar import WorkingCalendar
from jjledger.store.system import System
from jjledger.workflows.audit_history import audit_history
from jjledger.workflows.audit_imports import with_imports


def outside_of(ledger: Ledger, calendar: WorkingCalendar, system: System) -> Outside:
    """Gather what comes from outside the books.

    Args:
        ledger: a loaded community.
        calendar: of working days.
        system: the machine, for the history.

    Raises:
        StoreError: git refused.
        RegisterError: the private list of related parties cannot be read.
    """
    payees = {voucher.payee for voucher in ledger.books.posted()}
    related = read_related(Source(ledger.folder), payees)
    history = with_imports(ledger, audit_history(ledger.folder, system), system)
    return Outside(history, calendar, related)
