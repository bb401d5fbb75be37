"""Whoever signs an audit signs the first sample, drawn by the chance that was named, or nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from jjledger.books.audit_tested_file import sample_lines
from jjledger.books.ledger import Ledger, load_ledger
from jjledger.errors import OptionError
from jjledger.facts.audit_report import OWN_AUDITOR, AuditReport
from jjledger.facts.audit_tested import Examined, ExaminedSample
from jjledger.seal.entries import Audit, Drawn, Genesis
from jjledger.store.log import open_log
from jjledger.store.system import RealSystem
from jjledger.workflows.audit_drawn import draws_of, expected_draws, refuse_unfit_samples
from jjledger.workflows.audit_sampling import Logged, draw_samples
from tests.histories_on_disk import git
from tests.ledgers import HEYUAN, TODAY, copy_of
from tests.sealed_packs import LOG, POLICY, community

VALUE, OTHER = "3021.77", "3021.78"
NAME = "2026-11-01-books-2026"
FILE = f"audits/{NAME}.toml"
DISCLOSURE = 1  # entry 0 begins the log
EXAMINED = Examined("2026-Q3", date(2026, 11, 1), "sha256:0", (), (), (), (), ())
REPORT = AuditReport(
    NAME, date(2026, 11, 1), "books-2026", "账簿自查", (), date(2026, 1, 1), date(2026, 9, 30),
    OWN_AUDITOR, "self_check", "none", "", "", None, (), EXAMINED,
)  # fmt: skip


def _samples(value: str = VALUE, count: int = 59) -> tuple[ExaminedSample, ...]:
    made = community()
    logged = Logged(DISCLOSURE, made.manifest, made.log, {one.fund: one for one in made.funds})
    return tuple(one.sample for one in draw_samples(logged, value, count, date(2027, 1, 1)))


def _text(samples: tuple[ExaminedSample, ...]) -> str:
    return "\n".join(["day = 2026-11-01", *(line for one in samples for line in sample_lines(one)), ""])


def _report(samples: tuple[ExaminedSample, ...]) -> AuditReport:
    return replace(REPORT, tested=replace(EXAMINED, samples=samples))


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    """Lay a ledger down in git, with a log that has the disclosure of the small community."""
    folder = copy_of(HEYUAN, tmp_path)
    genesis = Genesis(POLICY, bytes(32)).text().encode()
    with open_log(folder / ".jjledger/log", LOG, genesis, RealSystem()) as log:
        assert log.append([community().manifest.text().encode()]) == (DISCLOSURE,)
    (folder / "audits").mkdir(exist_ok=True)
    git(folder, "init", "--quiet", "--initial-branch=main")
    return load_ledger(folder, TODAY)


def _commit(ledger: Ledger, text: str, why: str, file: str = FILE) -> None:
    path = ledger.folder / file
    if text:
        path.write_text(text, encoding="utf-8")
    else:
        path.unlink()
    git(ledger.folder, "add", "--all")
    git(ledger.folder, "commit", "--quiet", "-m", why)


def _look(ledger: Ledger, samples: tuple[ExaminedSample, ...]) -> str:
    return refuse_unfit_samples(ledger, _report(samples), DISCLOSURE, RealSystem())


def test_the_first_sample_as_the_chance_gives_it_may_be_signed(ledger: Ledger) -> None:
    _commit(ledger, _text(_samples()), "抽样")
    assert _look(ledger, _samples()) == ""


def test_opening_what_was_drawn_is_no_other_draw(ledger: Ledger) -> None:
    _commit(ledger, _text(_samples()), "抽样")
    opened = tuple(replace(one, unopened=(3,), differing=(4,)) for one in _samples())
    _commit(ledger, _text(opened), "打开")
    assert _look(ledger, opened) == ""


def test_a_record_without_a_sample_may_be_signed_where_none_was_ever_drawn(ledger: Ledger) -> None:
    _commit(ledger, _text(()), "记录")
    assert _look(ledger, ()) == ""


@pytest.mark.parametrize("change", ["root", "size", "count", "source", "day", "left out", "twice"])
def test_what_the_chance_does_not_give_is_refused(ledger: Ledger, change: str) -> None:
    first, *rest = _samples()
    forged = {
        "root": (replace(first, root="ab" * 32), *rest),
        "size": (replace(first, size=first.size - 1), *rest),
        "count": (replace(first, count=58), *rest),
        "source": (replace(first, source="szse-close"), *rest),
        "day": (replace(first, day=date(2026, 10, 19)), *rest),
        "left out": tuple(rest),
        "twice": (first, first, *rest),
    }[change]
    _commit(ledger, _text(forged), "抽样")
    with pytest.raises(OptionError, match="与重抽的不同") as refused:
        _look(ledger, forged)
    assert "从版本库取回" in refused.value.trouble.remedy


def test_a_disclosure_that_is_not_in_the_log_is_refused(ledger: Ledger) -> None:
    samples = tuple(replace(one, disclosure=7) for one in _samples())
    with pytest.raises(OptionError, match="没有这一条公示"):
        _look(ledger, samples)


@pytest.mark.parametrize("then", [_samples(OTHER), ()], ids=["drawn again", "none"])
def test_a_sample_that_was_taken_away_is_found_in_the_history(
    ledger: Ledger, then: tuple[ExaminedSample, ...]
) -> None:
    _commit(ledger, _text(_samples()), "抽样")
    drawn = git(ledger.folder, "rev-parse", "HEAD")[:12]
    _commit(ledger, "", "删去")
    _commit(ledger, _text(then), "再写", "audits/2026-11-02-books-2026.toml")
    with pytest.raises(OptionError, match=f"有一份同一期的抽样.*{VALUE}") as refused:
        _look(ledger, then)
    assert f"git checkout {drawn} -- {FILE}" in refused.value.trouble.remedy
    git(ledger.folder, "checkout", drawn, "--", FILE)
    if then:  # now both stand, and the first of the two is the one
        assert _look(ledger, _samples()) == ""
        with pytest.raises(OptionError, match=f"最先是用 {VALUE} 抽的样"):
            _look(ledger, then)
    else:
        assert _look(ledger, then) == ""


def test_a_value_that_was_changed_in_place_is_found_in_the_history(ledger: Ledger) -> None:
    _commit(ledger, _text(_samples()), "抽样")
    _commit(ledger, _text(_samples(OTHER)), "改正随机数")
    with pytest.raises(OptionError, match="有一份同一期的抽样"):
        _look(ledger, _samples(OTHER))


def test_a_record_that_could_not_even_be_read_hides_no_sample(ledger: Ledger) -> None:
    _commit(ledger, "这一行不是 TOML [\n" + _text(_samples()), "抽样")
    _commit(ledger, _text(()), "重写")
    with pytest.raises(OptionError, match="有一份同一期的抽样"):
        _look(ledger, ())


def test_drawing_on_takes_nothing_away_and_another_file_name_neither(ledger: Ledger) -> None:
    _commit(ledger, _text(_samples(count=10)), "抽样")
    _commit(ledger, _text(_samples(count=59)), "接着抽", "audits/2026-11-02-books-2026.toml")
    assert _look(ledger, _samples(count=59)) == ""
    _commit(ledger, "", "改名")
    _commit(ledger, _text(_samples(count=10)), "改名", "audits/2026-11-01-again.toml")
    assert _look(ledger, _samples(count=10)) == ""


def test_a_sample_of_another_period_is_none_of_this_one_s(ledger: Ledger) -> None:
    other = tuple(replace(one, disclosure=0) for one in _samples())
    _commit(ledger, _text(other), "别的一期")
    _commit(ledger, _text(_samples()), "抽样")
    assert _look(ledger, _samples()) == ""


def test_what_the_log_has_by_another_value_is_refused(ledger: Ledger) -> None:
    _commit(ledger, _text(_samples()), "抽样")
    told = Audit(DISCLOSURE, bytes(32), "none", Drawn("sse-close", "2026-10-16", OTHER), 59)
    with open_log(ledger.folder / ".jjledger/log", LOG, b"", RealSystem()) as log:
        log.append([told.text().encode()])
    with pytest.raises(OptionError, match=f"已经用 {OTHER} 抽过样"):
        _look(ledger, _samples())


def test_outside_git_it_says_that_nobody_can_see(tmp_path: Path) -> None:
    loaded = load_ledger(copy_of(HEYUAN, tmp_path), TODAY)
    assert "git" in refuse_unfit_samples(loaded, _report(()), 7, RealSystem())


def test_a_draw_is_read_from_its_record_whatever_the_line_ends() -> None:
    samples = _samples()
    text = _text(samples)
    assert frozenset(draws_of(text)) == expected_draws(community().manifest, DISCLOSURE, VALUE, 59)
    assert list(draws_of(text.replace("\n", "\r\n"))) == list(draws_of(text))
    assert list(draws_of(text + "\n[[finding]]\nvalue = 1\n")) == list(draws_of(text))
