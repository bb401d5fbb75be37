"""Forms are read onto one line, and a plan is made anew where somebody else wrote in between."""

from pathlib import Path

import pytest
from werkzeug import Request
from werkzeug.test import EnvironBuilder

from jjledger.errors import ChangedError, ForeignEditError, OptionError, Trouble
from jjledger.facts.entry import Writing
from jjledger.serve.desk import visit as module
from jjledger.serve.desk.held import Held
from jjledger.serve.desk.visit import Memory, Visit
from jjledger.workflows.vouchers.planned import Plan
from tests.desk_client import SIGNED, SystemOn, begun


def visit_of(place: Path, **fields: str) -> Visit:
    request = Request(EnvironBuilder(method="POST", data={**SIGNED, **fields}).get_environ())
    return Visit(Held(begun(place), SystemOn("2025-07-02")), request, "vouchers", (), Memory(), several=False)


@pytest.mark.parametrize(("typed", "read"), [
    ("  广告费 ", "广告费"), ("两\n行\t字", "两 行 字"), ("a\x00b\u202ec", "abc"), ("长" * 3000, "长" * 2000), ('"引号"', '"引号"'),
])  # fmt: skip
def test_a_field_is_one_printable_line(tmp_path: Path, typed: str, read: str) -> None:
    assert visit_of(tmp_path, words=typed).field("words") == read


def test_a_field_that_is_not_there_is_empty_and_a_day_is_a_day(tmp_path: Path) -> None:
    visit = visit_of(tmp_path, day="2025-02-30")
    assert visit.field("nothing") == ""
    with pytest.raises(OptionError, match="读不成日期"):
        visit.day("day")


@pytest.mark.parametrize(("failures", "error", "tries"), [
    (0, ChangedError, 1), (3, ChangedError, 4), (4, ChangedError, None), (1, ForeignEditError, None),
])  # fmt: skip
def test_it_is_planned_anew_where_somebody_else_was_first(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    failures: int,
    error: type[ChangedError],
    tries: int | None,
) -> None:
    planned: list[int] = []

    def plan() -> Plan:
        planned.append(len(planned))
        return Plan(Writing(files={"x.txt": b"x"}), (), {})

    def record(rehearsal: object, system: object) -> None:
        del rehearsal, system
        if len(planned) <= failures:
            raise error(Trouble("x", "被别人改动了。", "再来。"))

    monkeypatch.setattr(module, "record", record)
    visit = visit_of(tmp_path)
    if tries is None:
        with pytest.raises(error):
            visit.write(plan)
        assert len(planned) == (1 if error is ForeignEditError else failures)
    else:
        visit.write(plan)
        assert len(planned) == tries
