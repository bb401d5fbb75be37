"""分户账 on request: one household's sub-ledger of any days, for its owner only."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from jjledger.books.ledger import Ledger
from jjledger.disclosure.card_models import LedgerCard
from jjledger.disclosure.house_words import file_word
from jjledger.disclosure.ledger_card import ledger_card
from jjledger.errors import OptionError, Trouble
from jjledger.render.papers import card_files
from jjledger.render.pdf import Printer
from jjledger.store.system import System
from jjledger.workflows.households import fund_shares
from jjledger.workflows.private_papers import write_papers


def card_of(ledger: Ledger, fund: str, holder: str, first_day: date | None, last_day: date) -> LedgerCard:
    """Draw up a household's ledger card.

    Args:
        ledger: a loaded community without blocking findings.
        fund: code of the fund; "" the household's.
        holder: household id, or `selling_unit:01`.
        first_day: first day; None: from the fund's first voucher on.
        last_day: last day.

    Raises:
        OptionError: the holder has no account in the fund, or the days are the wrong way round.
    """
    shares = fund_shares(ledger, fund, holder)
    days = [row.day for row in shares.rows]
    first = first_day or min([*days, last_day])
    if first > last_day:
        raise OptionError(
            Trouble(f"--from {first}", f"{first} 在 {last_day} 之后。", "请把 --from 写得早些。")
        )
    return ledger_card(ledger.books, shares, holder, first, last_day)


def write_card(card: LedgerCard, folder: Path, system: System) -> tuple[Path, ...]:
    """Write a ledger card to print.

    Args:
        card: the card.
        folder: usually the community's `private/print`.
        system: the disk.

    Raises:
        StoreError: the disk refused.
    """
    stem = f"{card.community_code}-{file_word(card.household, card.area)}-card-{card.last_day:%Y%m%d}"
    files = {f"{stem}{Path(name).suffix}": data for name, data in card_files(card, Printer()).items()}
    return write_papers(files, folder, system)
