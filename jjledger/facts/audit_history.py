"""What the history of a ledger knows of its vouchers: when each was really typed, and when its text changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from jjledger.facts.voucher import Voucher

NOT_COMMITTED: Final = ""  # in place of a commit's name: it stands on the disk only
# A voucher's name within a community's history: fund and full name, as in evidence.
VoucherName = str


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit that touched vouchers."""

    id: str
    when: datetime  # in China
    who: str  # its author
    why: str  # first line, which whoever commits may write as he likes: nothing is judged by it
    first: bool = False  # of the history: what stood before it was typed at times that nobody knows


@dataclass(frozen=True, slots=True)
class Edit:
    """A posted voucher whose text changed, or that went."""

    commit: Commit
    before: str  # canonical text
    after: str  # "" it is gone
    money: bool  # day, accounts, amounts, who was paid or whose money it is changed
    detail: str = (
        ""  # the file of the voucher's households whose rows changed; its texts are the rows that did
    )


@dataclass(frozen=True, slots=True)
class Typed:
    """When a voucher was posted, and what happened to its text later."""

    commit: Commit  # in which it stood for the first time as posted
    edits: tuple[Edit, ...] = ()  # in the order in which they happened


@dataclass(frozen=True, slots=True)
class AuditHistory:
    """The history of a community's vouchers; outside git there is none."""

    unable: str = ""  # why there is no history, in Chinese; "" there is
    vouchers: Mapping[VoucherName, Typed] = field(default_factory=dict)
    # Those that came together with the bank's file in which they stand, with where that file is kept.
    imported: Mapping[VoucherName, str] = field(default_factory=dict)

    def typed(self, voucher: Voucher) -> Typed | None:
        """Look a voucher up; None where no commit has it."""
        return self.vouchers.get(voucher_name(voucher))


def voucher_name(voucher: Voucher) -> VoucherName:
    """Name a voucher within a community.

    Source: 会计基础工作规范 第51条: numbers run on in each fund and month.
    """
    return f"{voucher.funds[0] if voucher.funds else ''} {voucher.key}".strip()
