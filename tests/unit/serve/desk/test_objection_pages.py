"""异议 at the desk: written as the command writes it, answered later, and what is private stays out of what is public."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from pathlib import Path

import pytest

from tests.desk_client import FROM_PAGE, Person, content, kept, words
from tests.ledgers import run
from tests.posted_pages import OBJECT, TODAY, marked, photo, someone

IDENTITY = "2025-08-01-1"
ANSWER = {
    "do": "answer", "identity": IDENTITY, "result": "stands", "words": "三月的记在四月", "on": "2025-08-10",
    "prepared": "王主任",
}  # fmt: skip


@pytest.fixture
def person(tmp_path: Path) -> Person:
    return someone(tmp_path)


def test_the_desk_writes_what_the_commands_write(person: Person, tmp_path: Path) -> None:
    other = someone(tmp_path / "other").folders[0]
    paper = tmp_path / photo()[0]
    paper.write_bytes(photo()[1])
    done = ("--who", "王主任", "--write", "--today", TODAY)
    said = ("--line", "停车", "--words", "三月少了一百", "--on", "2025-08-01")
    answer = ("--result", "stands", "--words", "三月的记在四月", "--on", "2025-08-10", "--paper", paper)
    assert run("jjledger", "objection", "open", other, "2025-H1", *said, *done).returncode == 0
    assert run("jjledger", "objection", "answer", other, IDENTITY, *answer, *done).returncode == 0
    told = person.saved(person.send("objections", OBJECT))
    # Fifteen days from the first of August; it is the twentieth.
    assert "应于2025年8月16日前答复" in told
    assert "尚未答复 4 天" in told
    assert "逾期" in told
    told = person.saved(person.send("objections", ANSWER, [photo()]))
    assert "2025年8月10日答复，核对无误，维持" in told
    assert content(person.folders[0]) == content(other)


def test_days_left_are_counted_to_the_last_one(tmp_path: Path) -> None:
    person = someone(tmp_path, today="2025-08-13")
    person.saved(person.send("objections", OBJECT))
    assert "还有 3 天" in words(person.see("objections"))
    last = Person(*person.folders, today="2025-08-16")
    assert "今天到期" in words(last.see("objections"))
    assert "1 项逾期" not in words(last.see("due"))
    late = Person(*person.folders, today="2025-08-17")
    assert "尚未答复 1 天" in words(late.see("objections"))
    assert "去答复" in words(late.see("due"))


REFUSED = [
    ({"line": ""}, "没有写对哪一项", "line"),
    ({"words": ""}, "没有写业主怎样说", "words"),
    ({"line": "停车 13800138000"}, "手机号", "line"),
    ({"line": "停车" * 40}, "最多 60 个", "line"),
    ({"household": "99-9-999"}, "登记簿里没有", "household"),
    ({"document": "news"}, "没有「news」这种公示", "document"),
    ({"on": "2025-06-30"}, "还没有公示", "on"),
    ({"on": "昨天"}, "读不成日期", "on"),
    ({"due": "2025-07-31"}, "在收到异议以前", "due"),
    ({"period": ""}, "没有选是哪一期", "period"),
    ({"prepared": ""}, "没有写明是谁", "prepared"),
]


@pytest.mark.parametrize(("change", "reason", "field"), REFUSED)
def test_what_makes_no_sense_is_refused_at_its_field_and_nothing_typed_is_lost(
    person: Person, change: dict[str, str], reason: str, field: str
) -> None:
    before = content(person.folders[0])
    form = {**OBJECT, "line": "停车<i>", "words": "他说“<b>”", **change}
    answer = person.send("objections", form)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    told = words(answer).split("没有保存")[1].split("业主的异议")[0]
    assert reason in told
    assert not re.search(r"--[a-z]", told)
    assert marked(answer) == [field]
    if "words" not in change:
        assert ">他说“&lt;b&gt;”</textarea>" in answer.text.replace("&#34;", '"')
    assert content(person.folders[0]) == before


@pytest.mark.parametrize(("change", "reason", "field"), [
    ({"result": ""}, "没有选复查的结果", None),
    ({"result": "won"}, "没有选复查的结果", None),
    ({"words": ""}, "没有写怎样答复的", "words"),
    ({"on": "2025-07-31"}, "在收到异议以前", "on"),
    ({"on": "2025-08-21"}, "还没有到", "on"),
    ({"identity": "../x"}, "没有登记过这件异议", None),
])  # fmt: skip
def test_an_answer_that_makes_no_sense_is_refused_and_kept(
    person: Person, change: dict[str, str], reason: str, field: str | None
) -> None:
    person.saved(person.send("objections", OBJECT))
    before = content(person.folders[0])
    answer = person.send("objections", {**ANSWER, **change}, [photo()])
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert reason in words(answer)
    assert marked(answer) == ([field] if field else [])
    assert content(person.folders[0]) == before
    if "identity" not in change:
        assert "<details open>" in answer.text
        (token,) = kept(answer)
        person.saved(person.send("objections", {**ANSWER, "papers-kept": token}))


def test_an_answer_is_given_once(person: Person) -> None:
    person.saved(person.send("objections", OBJECT))
    person.saved(person.send("objections", ANSWER))
    before = content(person.folders[0])
    answer = person.send("objections", {**ANSWER, "words": "别的"})
    assert "已经答复过" in words(answer)
    assert content(person.folders[0]) == before
    assert "没有待答复的异议" in words(answer)


def test_two_browsers_at_once_get_two_numbers(person: Person) -> None:
    people = [person, Person(*person.folders, today=TODAY)]
    with ThreadPoolExecutor(2) as pool:
        answers = list(
            pool.map(lambda it: people[it].send("objections", {**OBJECT, "words": f"第 {it} 个"}), range(2))
        )
    saved = [answer for answer in answers if answer.status_code == HTTPStatus.SEE_OTHER]
    files = sorted(path.name for path in (person.folders[0] / "objections").iterdir())
    assert files == [f"2025-08-01-{number}.toml" for number in range(1, len(saved) + 1)]
    assert len(saved) == 2


def test_a_form_from_elsewhere_and_a_wrong_address_write_nothing(person: Person) -> None:
    before = content(person.folders[0])
    foreign = {**FROM_PAGE, "Sec-Fetch-Site": "cross-site"}
    assert person.send("objections", OBJECT, headers=foreign).status_code == HTTPStatus.FORBIDDEN
    assert person.send("objections/x", OBJECT).status_code == HTTPStatus.NOT_FOUND
    assert "按页面上的按钮" in words(person.send("objections", {**OBJECT, "do": ""}))
    assert content(person.folders[0]) == before


def test_lines_are_offered_as_the_books_call_them(person: Person) -> None:
    offered = re.findall(r'<option value="([^"]*)"></option>', person.see("objections").text)
    assert offered
    told = person.saved(person.send("objections", {**OBJECT, "line": offered[0]}))
    assert "账簿和公示里没有" not in told
