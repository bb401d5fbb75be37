"""One invoice once in a district: each community keeps what it books by keyed hashes, and looks at its neighbours'.

The file is written with the vouchers, under the lock that the communities of a district share.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from jjledger.books.community_file import DISTRICT
from jjledger.books.keyed_invoice_file import INVOICES, keyed_bytes, read_keyed
from jjledger.books.ledger import Ledger
from jjledger.books.source import Source
from jjledger.errors import EntryRefusedError, StoreError, Trouble
from jjledger.facts.books import Books
from jjledger.facts.entry import Deed
from jjledger.facts.voucher import Voucher
from jjledger.rules.invoices import Use, uses_of
from jjledger.rules.keyed_invoices import Clash, KeyedUse, clashes, key_name, keyed
from jjledger.store.files import read_or_none
from jjledger.store.keys import find_key, key_file, make_key
from jjledger.store.system import System
from jjledger.store.writer import write_changes
from jjledger.units import yuan

KEY: Final = "invoices"
_CODES: Final = frozenset({"B80", "B81", "B82", "E85"})
_ANY: Final = bytes(32)
_GROUND: Final = "财会〔2020〕6号：防止电子会计凭证重复入账"
_ANEW: Final = "请从备份找回密钥；找不回的，运行  jjledger invoice check 区文件夹 --write  换一把，重新写出各小区的清单。"


def invoices_to_keep(folder: Path, books: Books, system: System) -> dict[str, bytes]:
    """Give what a community's file of invoices has to become, and refuse what a neighbour has booked.

    Asked while the district's lock is held, so that no neighbour books the same meanwhile.

    Args:
        folder: the community's.
        books: as they will be.
        system: the machine.

    Returns:
        The file where it changes; nothing for a community of no district.

    Raises:
        EntryRefusedError: what is new is booked elsewhere, beyond the total or to another payee; each.
        StoreError: the district's key is lost, or the disk refused.
    """
    district = district_of(folder)
    uses = uses_of(books.posted())
    if district is None or (not uses and not (folder / INVOICES).is_file()):
        return {}
    before, beside = read_keyed(Source(folder)), list(neighbours(district, folder))
    secret = find_key(district, KEY, system)
    if secret is None:
        if before or beside:
            raise _lost(district, "不见了")
        secret = make_key(district, KEY, system)
    if any(row.key != key_name(secret) for row in (*before, *beside)):
        raise _lost(district, "不是写出各小区发票清单的那一把")
    now = keyed(uses, secret)
    refuse_clashes(_grown(uses, before, secret), secret, beside)
    return {INVOICES: keyed_bytes(now)} if now != before else {}


def refuse_clashes(uses: Sequence[Use], secret: bytes, beside: Sequence[KeyedUse]) -> None:
    """Refuse invoices that a neighbour has booked beyond their total or to another payee.

    Raises:
        EntryRefusedError: each such invoice.
    """
    found = clashes(uses, secret, beside)
    if found:
        raise EntryRefusedError(tuple(clash_trouble(one) for one in found))


def clash_trouble(one: Clash) -> Trouble:
    """Say which invoice a neighbour has booked, without naming the neighbour."""
    last: Voucher = one.use.claims[-1].voucher
    head = f"发票 {one.use.number} 在本区另一个小区已入账 {yuan(one.elsewhere_fen)} 元"
    if one.stranger:
        what = f"{head}，单位与这里的「{last.payee}」不同。"
    elif one.total_fen is None:
        what = f"{head}，没有写价税合计，不能再记。"
    else:
        over = one.use.booked_fen + one.elsewhere_fen - one.total_fen
        what = f"{head}，加上这里的 {yuan(one.use.booked_fen)} 元，超过价税合计 {yuan(one.total_fen)} 元，多出 {yuan(over)} 元。"
    remedy = "请核对发票是开给哪个小区的；几个小区分摊的，各小区都要写明价税合计。"
    return Trouble(f"{last.place.file}:{last.place.line}", what, remedy, _GROUND)


def district_of(folder: Path) -> Path | None:
    """Find the folder of a community's district; None where it has none."""
    return folder.parent if (folder.parent / DISTRICT).is_file() else None


def neighbours(district: Path, folder: Path) -> Iterator[KeyedUse]:
    """Read what the other communities of a district book."""
    for path in sorted(district.glob(f"*/{INVOICES}")):
        if path.parent.resolve() != folder.resolve():
            yield from read_keyed(Source(path.parent))


def _grown(uses: Sequence[Use], before: Sequence[KeyedUse], secret: bytes) -> list[Use]:
    """List what is booked more of, or otherwise, than the file knows: what stood already bars no other voucher."""
    known = {row.invoice: row for row in before}
    grown = []
    for use in uses:
        (row,) = keyed([use], secret)
        old = known.get(row.invoice)
        if (
            old is None
            or row.booked_fen > old.booked_fen
            or (row.payee, row.total_fen) != (old.payee, old.total_fen)
        ):
            grown.append(use)
    return grown


def _lost(district: Path, what: str) -> StoreError:
    return StoreError(
        Trouble(
            str(key_file(district, KEY)),
            f"本区的发票密钥{what}，查不出发票在别的小区有没有入账，没有写入。", _ANEW, _GROUND,
        )
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Checked:
    """What a look at the invoices of some communities came to."""

    invoices: int
    troubles: tuple[Trouble, ...]
    stale: tuple[Path, ...]  # communities whose file is not what their books say


def check_together(ledgers: Sequence[Ledger], system: System) -> Checked:
    """Hold the invoices of communities against each other in clear, and their files against their books.

    Args:
        ledgers: loaded; all of one district, or one alone.
        system: the machine.

    Raises:
        StoreError: the disk refused.
    """
    found = [(ledger, uses_of(ledger.books.posted())) for ledger in ledgers]
    troubles = [
        Trouble(f"{ledger.folder.name}/{one.place.file}:{one.place.line}", one.what, one.remedy, one.ground)
        for ledger in ledgers
        for one in ledger.findings
        if one.code in _CODES
    ]
    for index, (ledger, uses) in enumerate(found):
        # Each pair is looked at once, from the later side; the key is only a means to compare.
        before = [row for _, other in found[:index] for row in keyed(other, _ANY)]
        for clash in clashes(uses, _ANY, before):
            told = clash_trouble(clash)
            troubles.append(replace(told, place=f"{ledger.folder.name}/{told.place}"))
    stale = tuple(ledger.folder for ledger, uses in found if _is_stale(ledger.folder, uses, system))
    return Checked(sum(len(uses) for _, uses in found), tuple(troubles), stale)


def write_anew(ledgers: Sequence[Ledger], who: str, system: System) -> tuple[Path, ...]:
    """Write the files of all communities of a district from their books; a lost key is replaced by a new one.

    Args:
        ledgers: every community of one district, loaded.
        who: writes.
        system: the machine.

    Returns:
        The files that changed.

    Raises:
        StoreError: the disk refused, or somebody else is writing.
    """
    written = []
    for ledger in ledgers:
        district = district_of(ledger.folder)
        if district is None:
            continue
        secret = find_key(district, KEY, system) or make_key(district, KEY, system)
        data = keyed_bytes(keyed(uses_of(ledger.books.posted()), secret))
        before = read_or_none(ledger.folder / INVOICES, system)
        if data != before and not (before is None and data == keyed_bytes(())):
            deed = Deed(who, "重新写出发票清单")
            write_changes(ledger.folder, {INVOICES: before}, {INVOICES: data}, deed, system)
            written.append(ledger.folder / INVOICES)
    return tuple(written)


def _is_stale(folder: Path, uses: Sequence[Use], system: System) -> bool:
    district = district_of(folder)
    if district is None or (not uses and not (folder / INVOICES).is_file()):
        return False
    secret = find_key(district, KEY, system)
    return secret is None or read_keyed(Source(folder)) != keyed(uses, secret)
