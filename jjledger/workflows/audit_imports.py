"""Which posted vouchers came with a bank's file: followed from the voucher to the row of the file that is kept.

What lives here: following. What must not: what a commit says of itself, which whoever commits may write as he likes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

from jjledger.books.ledger import Ledger
from jjledger.books.statement_file import FOLDER
from jjledger.encoding import one_line
from jjledger.errors import JjledgerError
from jjledger.facts.audit_history import NOT_COMMITTED, AuditHistory, VoucherName, voucher_name
from jjledger.facts.statement_head import StatementHead
from jjledger.facts.voucher import Voucher
from jjledger.intake.statements.read import read_statement
from jjledger.rules.suspense import bank_refs
from jjledger.store.files import read_or_none
from jjledger.store.home import find_home
from jjledger.store.system import System
from jjledger.store.versions import read_versions

_ENDING: Final = ".toml"
_Row = tuple[date, int]  # day, and fen as the account's holder sees it


def with_imports(ledger: Ledger, history: AuditHistory, system: System) -> AuditHistory:
    """Say of a history which of its vouchers an import brought.

    Such a voucher names a row of a statement; the statement's record came with the very commit that brought the
    voucher; the bank's file is on file unaltered; and, read anew, has that row with the voucher's day and amount.

    Args:
        ledger: a loaded community.
        history: of its vouchers.
        system: the machine, for the files.

    Raises:
        StoreError: git refused, or a file cannot be read.
    """
    named = [
        (voucher, typed.commit.id)
        for voucher in ledger.books.posted()
        if bank_refs(voucher) and (typed := history.typed(voucher)) and typed.commit.id != NOT_COMMITTED
    ]
    if not named or not ledger.books.statements:
        return history
    came = _came(ledger.folder, system)
    found: dict[VoucherName, str] = {}
    for head in ledger.books.statements:
        brought = [voucher for voucher, commit in named if came.get(head.place.file) == commit]
        if brought:
            found |= dict.fromkeys(_from(head, brought, ledger, system), head.file)
    return replace(history, imported=found)


def _came(folder: Path, system: System) -> Mapping[str, str]:
    """Give the commit in which each statement's record stood for the first time, by its file."""
    home = find_home(folder, system)
    assert home.repository is not None, "vouchers that are committed lie in a repository"
    below = home.folder.relative_to(home.top).as_posix()
    within = FOLDER if below == "." else f"{below}/{FOLDER}"
    found: dict[str, str] = {}
    for version in read_versions(home.repository, within, _ENDING):
        for change in version.changes:
            if change.after:
                found.setdefault(f"{FOLDER}/{change.path.removeprefix(f'{within}/')}", version.commit)
    return found


def _from(
    head: StatementHead, vouchers: Iterable[Voucher], ledger: Ledger, system: System
) -> Iterable[VoucherName]:
    rows = _kept_rows(head, ledger, system)
    for voucher in vouchers:
        moved = sum(leg.amount_fen for leg in voucher.postings if leg.account.name == head.account)
        if any(rows.get(key) == (voucher.day, moved) for key in bank_refs(voucher)):
            yield voucher_name(voucher)


def _kept_rows(head: StatementHead, ledger: Ledger, system: System) -> Mapping[str, _Row]:
    """Read the bank's own file once more, by the keys of its rows; nothing where it is not what was imported."""
    original = next((one for one in ledger.books.originals if one.file == head.file), None)
    data = read_or_none(ledger.folder / head.file, system) if original is not None else None
    if original is None or data is None or hashlib.sha256(data).hexdigest() != head.sha256:
        return {}
    try:
        statement = read_statement(original.name, data)
    except JjledgerError:
        return {}
    return {one_line(row.key): (row.day, row.amount_fen) for row in statement.rows}
