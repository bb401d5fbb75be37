"""Uses of the fund, decision by decision."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from jjledger.disclosure.head import Setting
from jjledger.disclosure.lint import lint
from jjledger.disclosure.maintenance_fund import maintenance_fund
from jjledger.disclosure.models import Project
from jjledger.disclosure.pool import household_counts, pool
from jjledger.disclosure.projects import SMALL_SCOPE, SMALL_TITLE, projects
from jjledger.disclosure.voucher_views import view_voucher
from jjledger.facts.books import Books
from jjledger.facts.decision import Decision, Tally, Vote
from jjledger.facts.project import Project as RepairRecord
from jjledger.period import parse_period
from jjledger.rules.replay import replay
from tests.small_books import OWNERS, household
from tests.written_books import written

HOMES = [household(f"{b:02d}-{u}-{n}01") for b in (1, 2) for u in (1, 2) for n in range(1, 13)]
NOTES = """
2025-02-01 付-0001 某电梯公司 | 更换曳引机首付 | decision=2025-01
  1 5001维修支出 300.00 scope=01-1
  1 1001银行存款 -300.00
2025-03-01 付-0001 某防水公司 | 屋面补漏 | decision=2025-02
  1 5001维修支出 240.00 scope=01-1+02
  1 1001银行存款 -240.00
2025-04-01 付-0001 某电梯公司 | 更换曳引机尾款 | decision=2025-01
  1 5001维修支出 100.00 scope=01-1
  1 1001银行存款 -100.00
2025-05-01 付-0001 某电梯公司 | 注销2025-04付-0001 | reverses=2025-04-F0001
  1 5001维修支出 -100.00 scope=01-1
  1 1001银行存款 100.00
2025-05-02 付-0002 某电梯公司 | 订正 | corrects=2025-04-F0001 decision=2025-01
  1 5001维修支出 90.00 scope=01-1
  1 1001银行存款 -90.00
2025-05-03 付-0003 某水管公司 | 换水管 | decision=2025-03
  1 5001维修支出 10.00 scope=01-1-101
  1 1001银行存款 -10.00
2025-06-03 付-0001 某水管公司 | 换水管
  1 5001维修支出 5.00 scope=01-1-201+01-1-301
  1 1001银行存款 -5.00
2025-06-04 付-0002 某检测公司 | 检测
  1 5001维修支出 48.00 scope=all
  1 1001银行存款 -48.00
2025-08-01 付-0001 某公司 | 白干 | decision=2025-09
  1 5001维修支出 20.00 scope=all
  1 1001银行存款 -20.00
2025-08-02 付-0002 某公司 | 注销 | reverses=2025-08-F0001
  1 5001维修支出 -20.00 scope=all
  1 1001银行存款 20.00
"""


def _projects(code: str) -> tuple[Project, ...]:
    books = written(NOTES, HOMES)
    period = parse_period(code)
    shares = replay(books).shares[OWNERS]
    pooled = pool(books.vouchers, shares, max(period.last_day, date(2025, 6, 30)))
    return projects(books, books.community.funds[0], period, shares, pooled)


def test_vouchers_of_one_decision_are_one_project() -> None:
    lift, roof, survey, small = _projects("2025-H1")
    assert (lift.title, lift.scope, lift.decision) == (
        "更换曳引机首付等 4 张凭证", "01幢1单元，12 户", "2025-01",
    )  # fmt: skip
    assert lift.cost_fen == 300_00 + 100_00 - 100_00 + 90_00
    assert lift.vouchers == ("v-2025-02-F0001", "v-2025-04-F0001", "v-2025-05-F0001", "v-2025-05-F0002")
    assert (roof.title, roof.scope, roof.cost_fen) == ("屋面补漏", "01幢1单元、02幢，36 户", 240_00)
    assert (survey.title, survey.scope, survey.decision) == ("检测", "全体业主，48 户", "")
    # two repairs in single flats stand together, without their words or their decision
    assert small == Project(SMALL_TITLE, SMALL_SCOPE, 15_00, "", ("v-2025-06-P01",))


def test_a_sum_of_several_vouchers_is_titled_by_the_project_or_the_decision() -> None:
    books = written(NOTES, HOMES)
    vote = Vote(5, Tally(12, 120000), Tally(10, 100000), Tally(9, 90000))
    decision = Decision("2025-01", "01幢1单元电梯更换曳引机", 5, "01-1", date(2025, 1, 10), vote)
    decided = replace(books, decisions={"2025-01": decision})
    fund, shares, period = books.community.funds[0], replay(books).shares[OWNERS], parse_period("2025-H1")

    def titles(of: Books) -> list[str]:
        pooled = pool(of.vouchers, shares, period.last_day)
        return [one.title for one in projects(of, fund, period, shares, pooled)]

    # a single voucher's words tell of its own sum, so they stay
    assert titles(decided) == ["01幢1单元电梯更换曳引机", "屋面补漏", "检测", SMALL_TITLE]
    record = RepairRecord("7", "电梯曳引机", (OWNERS,), "01-1", "电梯", 390_00, None, "2025-01")
    named = tuple(
        replace(one, extra={**one.extra, "project": "7"}) if one.decision == "2025-01" else one
        for one in decided.vouchers
    )
    assert titles(replace(decided, projects={"7": record}, vouchers=named))[0] == "电梯曳引机"


def test_a_project_that_came_to_nothing_is_left_out() -> None:
    assert _projects("2025-H2") == ()


def test_projects_sum_to_what_was_spent_in_the_period() -> None:
    assert sum(project.cost_fen for project in _projects("2025")) == 300_00 + 240_00 + 90_00 + 15_00 + 48_00


def test_a_selling_unit_is_no_building_and_project_and_voucher_say_the_same() -> None:
    books = written(
        "2025-02-01 付-0001 某防水公司 | 屋面补漏 | decision=2025-01\n"
        "  1 5001维修支出 30.00 scope=01-1\n"
        "  1 5001维修支出 70.00 selling_unit=02\n"
        "  1 1001银行存款 -100.00\n",
        HOMES,
    )
    fund, shares = books.community.funds[0], replay(books).shares[OWNERS]
    pooled = pool(books.vouchers, shares, date(2025, 6, 30))
    (project,) = projects(books, fund, parse_period("2025-H1"), shares, pooled)
    assert project.scope == "01幢1单元，12 户及售房单位"
    view = view_voucher(books.vouchers[0], fund, household_counts(shares, books.vouchers))
    assert view.note == f"分摊范围 {project.scope}"


def test_words_for_what_is_pooled_do_not_depend_on_how_many_households_there_are() -> None:
    each = "".join(f"  1 5001维修支出 1.00 household={row.id}\n" for row in HOMES[:24])
    many = f"2025-06-05 付-0003 某公司 | 换门\n{each}  1 1001银行存款 -24.00\n"
    few = "2025-06-05 付-0003 某公司 | 换门\n  1 5001维修支出 24.00 scope=01-1-101\n  1 1001银行存款 -24.00\n"
    shown = []
    for notes in (many, few):
        books = written(notes, HOMES)
        shares = replay(books).shares[OWNERS]
        pooled = pool(books.vouchers, shares, date(2025, 6, 30))
        shown.append(projects(books, books.community.funds[0], parse_period("2025-H1"), shares, pooled))
    assert shown[0] == shown[1] != ()


def test_the_lint_compares_whom_a_project_and_its_voucher_name() -> None:
    books = written(NOTES, HOMES)
    shares = replay(books).shares[OWNERS]
    page = maintenance_fund(books, books.community.funds[0], parse_period("2025-H1"), shares, Setting())
    assert lint(page) == ()
    project = next(one for one in page.projects if one.scope == "全体业主，48 户")
    others = tuple(one for one in page.projects if one is not project)
    elsewhere = replace(page, projects=(*others, replace(project, scope="02幢，24 户")))
    assert [finding.code for finding in lint(elsewhere)] == ["D08"]
    silent = tuple(replace(view, note="") if view.summary == "检测" else view for view in page.vouchers)
    assert [finding.code for finding in lint(replace(page, vouchers=silent))] == ["D08"]
