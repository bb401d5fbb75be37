"""Audit a period: ask every question, work out again what can be, and draw up the record of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from jjledger.books.audit_report_file import audit_report_text
from jjledger.books.ledger import Ledger
from jjledger.books.working_days import working_calendar
from jjledger.checks.audit.asked import Asked, Rule, asked_of
from jjledger.checks.audit.run import RULES
from jjledger.checks.recompute.figures import Figures, figures
from jjledger.checks.recompute.fund import Recomputed, recompute
from jjledger.disclosure.account_words import leg_words, without_code
from jjledger.disclosure.household_figures import HouseholdFigures, household_figures
from jjledger.disclosure.masking import scan
from jjledger.errors import refusal
from jjledger.facts.audit_finding import LEVEL_WORDS, Answer, AuditFinding
from jjledger.facts.audit_report import NO_OPINION, OWN_AUDITOR, AuditReport, Cause, Opinion
from jjledger.facts.audit_tested import (
    ConfirmedBalance,
    Examined,
    ExaminedFinding,
    ExaminedQuestion,
    ExaminedThreshold,
    RecomputedSum,
    SecondEngine,
)
from jjledger.facts.books import Books
from jjledger.facts.voucher import Account
from jjledger.period import Period
from jjledger.rules.bank_confirmation import is_bank, last_word
from jjledger.rules.closing import closed_balances
from jjledger.store.home import find_home
from jjledger.store.manifest import text_hash
from jjledger.store.system import System
from jjledger.workflows.audit_outside import outside_of
from jjledger.workflows.plan import refuse_unfinished
from jjledger.workflows.vouchers.private_words import names_of

_LEVELS: Final = tuple(LEVEL_WORDS)  # high first
_WITHHELD: Final = "内容涉及一户或个人，不公开，见审计底稿。"
# What is worked out again of every household, by the name of its figure.
_FIGURES: Final[tuple[tuple[str, str], ...]] = (
    ("opening_fen", "期初余额"), ("paid_fen", "交存和过户"), ("interest_fen", "分得的利息和收益"),
    ("spent_fen", "分摊的支出"), ("closing_fen", "期末余额"), ("arrears_fen", "期末欠款"),
)  # fmt: skip

Went = Callable[[Iterable[Rule]], Iterable[Rule]]  # shows how far the questions are


@dataclass(frozen=True, slots=True)
class Audited:
    """A period that was audited."""

    period: Period
    asked: Asked
    rules: tuple[Rule, ...]
    answers: tuple[Answer, ...]  # one a rule

    @property
    def findings(self) -> tuple[AuditFinding, ...]:
        """List what was found, what weighs most first."""
        found = [finding for answer in self.answers for finding in answer.findings]
        return tuple(sorted(found, key=lambda one: (_LEVELS.index(one.level), one.code)))

    @property
    def whole(self) -> bool:
        """Say whether every question there is was asked."""
        return self.rules == RULES

    @property
    def alarming(self) -> bool:
        """Say whether anything weighs much."""
        return any(one.level == "high" for one in self.findings)


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who audited, and what a person says of it; the program says nothing of its own."""

    auditor: str = OWN_AUDITOR
    opinion: Opinion = NO_OPINION
    opinion_text: str = ""
    cause: Cause = "self_check"
    report: str = ""  # file of a firm's report among the originals
    disclosure: int | None = None  # entry of the log that is audited
    key: str = ""  # public key of who will sign


def ask_all(
    ledger: Ledger, when: tuple[Period, date], system: System, went: Went, rules: tuple[Rule, ...] = RULES
) -> Audited:
    """Ask every question about a period.

    Args:
        ledger: a loaded community without blocking findings.
        when: whole months that are over and entered, and the day on which it is asked.
        system: the machine, for the history.
        went: shows how far the questions are.
        rules: which questions.

    Raises:
        PeriodError: it is not over, or not entered to its end.
        StoreError: git refused.
    """
    period, today = when
    refuse_unfinished(ledger.books, period, today)
    days = period.first_day, period.last_day
    outside = outside_of(ledger, working_calendar(), system)
    asked = asked_of(ledger.books, ledger.replayed, days, today, outside)
    return Audited(period, asked, rules, tuple(rule.ask(asked) for rule in went(rules)))


def chosen(codes: Sequence[str]) -> tuple[Rule, ...]:
    """Give some questions by their codes; all of them where none is named.

    Raises:
        OptionError: there is no such question.
    """
    known = {rule.code: rule for rule in RULES}
    for code in codes:
        if code not in known:
            raise refusal("--only", f"没有 {code} 这个问题。", f"可以写：{'、'.join(known)}")
    return tuple(rule for rule in RULES if rule.code in codes or not codes)


def examined_of(
    ledger: Ledger, audited: Audited, system: System, engines: Sequence[SecondEngine] = ()
) -> Examined:
    """Say for the record what was asked and what came of it.

    Args:
        ledger: as it was audited.
        audited: the answers.
        system: the machine, for the state of the books.
        engines: what other programs came to that added the books up again; () none was run.
    """
    asked, period, names = audited.asked, audited.period, names_of(ledger)
    settings = asked.settings.in_force(period.first_day, period.last_day)
    return Examined(
        period.code,
        asked.today,
        state_of(ledger, system),
        tuple(
            ExaminedQuestion(
                rule.code, rule.question, answer.items, len(answer.findings), answer.unable, answer.left_out
            )
            for rule, answer in zip(audited.rules, audited.answers, strict=True)
        ),
        tuple(_finding(one, names) for one in audited.findings),
        tuple(recomputed_sums(ledger, period)),
        tuple(_balances(ledger.books, period.last_day)),
        tuple(ExaminedThreshold(one.words, one.value, one.source) for one in settings),
        engines=tuple(engines),
    )


def state_of(ledger: Ledger, system: System) -> str:
    """Name the state of the books: the commit they lie at, or the hash of their text outside git."""
    home = find_home(ledger.folder, system)
    head = home.repository.head() if home.repository else None
    return head or f"sha256:{text_hash(ledger.folder)}"


def _finding(one: AuditFinding, names: AbstractSet[str]) -> ExaminedFinding:
    """Say what was found; what names somebody or a house stays with the auditor's evidence, since this is published."""
    rows = [row for row in one.evidence if not row.private]
    amounts = [row.amount_fen for row in rows if row.amount_fen is not None]
    return ExaminedFinding(
        code=one.code,
        level=one.level,
        words=_WITHHELD if scan(one.what, names) else one.what,
        rows=len(rows),
        amount_fen=sum(amounts) if amounts else None,
        vouchers=tuple(dict.fromkeys(row.voucher for row in rows if row.voucher)),
        answer="",
    )


def recomputed_sums(ledger: Ledger, period: Period) -> Iterator[RecomputedSum]:
    """Hold every household's figures against those worked out a second time, fund by fund.

    Args:
        ledger: a loaded community.
        period: whole months.

    Source: 住宅专项维修资金管理办法 第30条 (三), 第31条.
    """
    books = ledger.books
    for code, again in recompute(books).items():
        fund = books.community.fund(code)
        assert fund is not None, "shares are of a fund of the community"
        booked = household_figures(books, ledger.replayed.shares[code], period)
        other = figures(again, period.first_day, period.last_day)
        title = without_code(code)
        for name, words in _FIGURES:
            yield _compared(f"{title}：各户{words}", name, booked, other)
        told = -closed_balances(books.posted(), fund, period.last_day).owners_fen
        yield _control(f"{title}：总账的业主资金与各户之和", -told, again, period.last_day)


def _compared(
    what: str, name: str, booked: Mapping[str, HouseholdFigures], again: Mapping[str, Figures]
) -> RecomputedSum:
    houses = sorted(booked.keys() | (again.keys() & booked.keys()))
    pairs = [(int(getattr(booked[one], name)), int(getattr(again[one], name))) for one in houses]
    return RecomputedSum(
        what, len(pairs), sum(one for one, _ in pairs), sum(other for _, other in pairs),
        sum(one != other for one, other in pairs),
    )  # fmt: skip


def _control(what: str, booked_fen: int, again: Recomputed, day: date) -> RecomputedSum:
    worth = again.sum_at(day)
    return RecomputedSum(what, 1, booked_fen, worth, int(worth != booked_fen))


def _balances(books: Books, day: date) -> Iterator[ConfirmedBalance]:
    """Say of every bank account that has money, or had some, what the bank said of it last."""
    held: dict[Account, int] = {}
    for voucher in books.posted_between(date.min, day):
        for leg in voucher.postings:
            if is_bank(leg.account):
                held[leg.account] = held.get(leg.account, 0) + leg.amount_fen
    for account, fen in sorted(held.items(), key=lambda item: item[0].name):
        word = last_word(books, account, day)
        said = (word.day, word.bank_fen, word.book_fen, word.explained) if word else (None, None, None, False)
        yield ConfirmedBalance(account.fund, leg_words(account), fen, *said)


def report_of(tested: Examined, period: Period, today: date, by: Signatory) -> AuditReport:
    """Draw up the record of an audit.

    Args:
        tested: what was asked.
        period: under audit.
        today: the day of the report.
        by: who audited, and the opinion that a person typed.
    """
    slug = f"books-{period.code.lower().replace('..', '-to-')}"
    words = "账簿审计" if by.opinion != NO_OPINION else "账簿自查"
    report = AuditReport(
        id=f"{today}-{slug}", day=today, slug=slug, title=f"{period.title}{words}", funds=(),
        first_day=period.first_day, last_day=period.last_day, auditor=by.auditor, cause=by.cause,
        opinion=by.opinion, opinion_text=by.opinion_text, report=by.report, days_posted=None, tested=tested,
        key=by.key, disclosure=by.disclosure,
    )  # fmt: skip
    return with_text(report)


def with_text(report: AuditReport) -> AuditReport:
    """Give a report with the text of its record."""
    return replace(report, record=audit_report_text(report))
