"""改动 at the desk: edits made with other programs are shown, committed or set aside, never dropped."""

from http import HTTPStatus
from pathlib import Path

import pytest

from tests.desk_client import SIGNED, Person, begun, git, words

MONTH = "2025/2025-06.beancount"


@pytest.fixture
def person(tmp_path: Path) -> Person:
    person = Person(begun(tmp_path))
    path = person.folders[0] / MONTH
    path.write_text(path.read_text("utf-8") + "; 手工写的\n", "utf-8")
    return person


def form(person: Person, do: str, **more: str) -> dict[str, str]:
    page = person.see("edits").text
    seen = page.split('name="seen" value="')[1].split('"')[0]
    return {"name": MONTH, "seen": seen, "author": "", "why": "", "do": do, **SIGNED, **more}


def test_every_page_says_so_and_the_page_shows_the_lines(person: Person) -> None:
    assert "有 1 个文件是用别的程序改的" in words(person.see("vouchers"))
    page = words(person.see("edits"))
    assert "+; 手工写的" in page
    assert "写入规则" in page  # the log


def test_it_is_committed_with_its_author(person: Person) -> None:
    told = person.saved(person.send("edits", form(person, "commit", author="赵出纳", why="补注")))
    assert "已登记：赵出纳，补注" in told
    assert git(person.folders[0], "log", "-1", "--format=%an %s") == "赵出纳 补注"
    assert git(person.folders[0], "status", "--porcelain") == ""
    assert "没有没登记的改动" in words(person.see("edits"))


def test_without_a_reason_it_stays(person: Person) -> None:
    answer = person.send("edits", form(person, "commit", author="赵出纳"))
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert 'value="赵出纳"' in answer.text
    assert MONTH in git(person.folders[0], "status", "--porcelain")


def test_it_is_set_aside_whole(person: Person) -> None:
    told = person.saved(person.send("edits", form(person, "aside")))
    assert "改动另存在" in told
    assert "手工写的" not in (person.folders[0] / MONTH).read_text("utf-8")
    aside = [
        path
        for path in person.folders[0].rglob("*")
        if path.is_file() and b"\xe6\x89\x8b\xe5\xb7\xa5\xe5\x86\x99\xe7\x9a\x84" in path.read_bytes()
    ]
    assert aside


def test_what_changed_since_it_was_shown_is_not_decided(person: Person) -> None:
    stale = form(person, "commit", author="赵出纳", why="补注")
    path = person.folders[0] / MONTH
    path.write_text(path.read_text("utf-8") + "; 又一行\n", "utf-8")
    answer = person.send("edits", stale)
    assert "打开页面以后，这处改动变了" in words(answer)
    assert git(person.folders[0], "log", "-1", "--format=%s") == "写入规则"


def test_a_voucher_is_not_written_into_an_edited_file(person: Person) -> None:
    sent = {
        "do": "save", "day": "2025-06-30", "fund": "", "payee": "某公司", "narration": "广告费",
        "account": ["1001:3456农行", "6002广告"], "split": ["", ""], "debit": ["1", ""], "credit": ["", "1"],
        "attachments": "1", **SIGNED,
    }  # fmt: skip
    answer = person.send("vouchers/new", sent)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "还没有登记的改动" in words(answer)
    assert "手工写的" in (person.folders[0] / MONTH).read_text("utf-8")
