"""What a question of an audit is asked about, and what a question is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from jjledger.checks.recompute.fund import Recomputed, recompute
from jjledger.facts.audit_finding import Answer, AuditFinding, Evidence, Level
from jjledger.facts.audit_history import AuditHistory, voucher_name
from jjledger.facts.audit_settings import AuditSettings
from jjledger.facts.books import Books
from jjledger.facts.related_parties import RelatedParties
from jjledger.facts.voucher import Voucher
from jjledger.facts.working_calendar import WorkingCalendar
from jjledger.rules.payments import Payment, payments_of
from jjledger.rules.replay import Replayed
from jjledger.rules.revenue_net import COST_CODES
from jjledger.units import yuan


@dataclass(frozen=True, slots=True)
class Asked:
    """A community's books in the days under audit, and what else the questions may know."""

    books: Books
    replayed: Replayed
    first_day: date
    last_day: date
    today: date
    history: AuditHistory
    calendar: WorkingCalendar
    related: RelatedParties
    payments: tuple[Payment, ...] = field(default=())  # all that stand, those before the first day too
    recomputed: Mapping[str, Recomputed] = field(default_factory=dict)  # owners' funds by code

    @property
    def settings(self) -> AuditSettings:
        """Give the thresholds."""
        return self.books.community.audit

    def within(self, day: date) -> bool:
        """Say whether a day is under audit."""
        return self.first_day <= day <= self.last_day

    def vouchers(self) -> tuple[Voucher, ...]:
        """List the posted vouchers of the days under audit."""
        return self.books.posted_between(self.first_day, self.last_day)

    def paid(self) -> tuple[Payment, ...]:
        """List the payments of the days under audit."""
        return tuple(one for one in self.payments if self.within(one.voucher.day))

    def approval_fen(self, one: Payment) -> int | None:
        """Give the limit beyond which a payment needs approval; None where nobody has set one.

        The owners' authority to the committee is about what is left of public revenue: not about what
        earning it costs, nor about other funds.

        Source: 民法典 第278条第一款第九项; R35.
        """
        day = one.voucher.day
        own = self.settings.on(day).approval_fen
        if own is not None:
            return own
        fund, authority = self.books.community.fund(one.fund), self.books.community.revenue.authority_on(day)
        within = fund is not None and fund.kind == "public_revenue" and one.account.code not in COST_CODES
        return authority.item_fen if authority and within else None


@dataclass(frozen=True, slots=True)
class Outside:
    """What comes from outside the books."""

    history: AuditHistory
    calendar: WorkingCalendar
    related: RelatedParties


def asked_of(
    books: Books, replayed: Replayed, days: tuple[date, date], today: date, outside: Outside
) -> Asked:
    """Gather what the questions are asked about.

    Args:
        books: the general book.
        replayed: what came of its splits.
        days: the first and the last day under audit.
        today: the day on which it is asked.
        outside: history, working calendar and private lists.
    """
    return Asked(
        books, replayed, *days, today, outside.history, outside.calendar, outside.related,
        payments_of(books.posted(), books.community.audit), recompute(books),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rule:
    """One question of an audit."""

    code: str  # A01
    level: Level  # of its findings, but where one says otherwise
    question: str  # Chinese, ends with ？
    ground: str
    ask: Callable[[Asked], Answer]


NO_APPROVAL = (
    "没有写明须经批准的限额。在 community.toml 写一段 [[authority]]（业主大会给业委会的限额），"
    "或在 [[audit]] 写 approval，就能检查"
)


def public_left_out(payments: Iterable[Payment]) -> str:
    """Say how many payments went to authorities, utilities and banks, and so were not asked about.

    Args:
        payments: those of which suppliers' are asked about.
    """
    public = [one for one in payments if one.public and not one.to_owners]
    if not public:
        return ""
    total = yuan(sum(one.amount_fen for one in public))
    return f"付给税务、银行、供电、供水等公用单位的 {len(public)} 笔付款（合计 {total} 元）不在其中"


def row_of(voucher: Voucher, amount_fen: int | None, more: str = "") -> Evidence:
    """Make a voucher a row of evidence.

    Args:
        voucher: which.
        amount_fen: of it that matters.
        more: said behind its payee and words.
    """
    words = "：".join(filter(None, (voucher.payee, voucher.narration)))
    return Evidence(
        voucher.day, voucher_name(voucher), f"{words}{f'（{more}）' if more else ''}", amount_fen, voucher.place,
        private=names_household(voucher),
    )  # fmt: skip


def names_household(voucher: Voucher) -> bool:
    """Say whether a voucher tells of a household by name."""
    return any(leg.split is not None and leg.split.kind == "household" for leg in voucher.postings)


def turnover_fen(voucher: Voucher) -> int:
    """Give how much a voucher moves: the sum of its debits."""
    return sum(leg.amount_fen for leg in voucher.postings if leg.amount_fen > 0)


def key_of(code: str, *vouchers: Voucher) -> str:
    """Name a finding by the vouchers it is about."""
    return " ".join((code, *sorted(voucher_name(one).replace(" ", "/") for one in vouchers)))


def in_order(findings: list[AuditFinding]) -> tuple[AuditFinding, ...]:
    """Order findings by the first day of their evidence."""
    return tuple(sorted(findings, key=lambda one: (_first(one), one.key)))


def _first(finding: AuditFinding) -> date:
    return min((row.day for row in finding.evidence if row.day is not None), default=date.min)
