"""导入 at the desk: looked at first, written second, never twice, never half."""

from http import HTTPStatus
from pathlib import Path

import pytest

from tests import month_story as story
from tests.desk_client import SIGNED, Person, begun, content, git, kept, with_gap, words

FILE = (story.FILE_NAME, story.STATEMENT.encode())
READ = {"do": "read", "account": ""}
WRITE = {"do": "write", "account": "", **SIGNED}


@pytest.fixture
def person(tmp_path: Path) -> Person:
    return Person(begun(tmp_path))


def test_a_file_is_shown_before_anything_is_written(person: Person) -> None:
    before = content(person.folders[0])
    answer = person.send("import", READ, [FILE])
    page = words(answer)
    assert answer.status_code == HTTPStatus.OK
    for told in (
        "6 行：新 6，已知 0",
        "2,535.21 元",
        "0.00 → 2535.21",
        "6002广告",
        "第 28 行的规则",
        "−1,500.00",
        "没查明",
    ):
        assert told in page
    assert "1901待查款项" in page
    assert content(person.folders[0]) == before


def test_what_was_shown_is_written_without_sending_the_file_again(person: Person) -> None:
    shown = person.send("import", READ, [FILE])
    told = person.saved(person.send("import", {**WRITE, "papers-kept": kept(shown)}))
    assert "6 行，新增 6 笔待核" in told
    assert "草稿 6 张" in told
    text = (person.folders[0] / "2025/2025-06.beancount").read_text("utf-8")
    assert text.count(" ! ") == 6
    assert (
        git(person.folders[0], "log", "-1", "--format=%an %s")
        == f"李会计 导入 {story.FILE_NAME}：新增 6 笔待核"
    )
    assert "2025-06-30" in words(person.see("import"))


def test_the_same_file_again_adds_nothing(person: Person) -> None:
    person.saved(person.send("import", WRITE, [FILE]))
    before = content(person.folders[0])
    again = person.saved(person.send("import", WRITE, [FILE]))
    assert "新增 0 笔待核，已知 6 行，这个文件以前导入过" in again
    assert content(person.folders[0]) == before


def test_a_gap_is_named_by_row_and_imported_nevertheless(person: Person) -> None:
    gap = with_gap()
    page = words(person.send("import", READ, [("缺行.csv", gap.encode())]))
    assert "余额不连续：第 6 行" in page
    assert "-800.00" in page
    person.saved(person.send("import", WRITE, [("缺行.csv", gap.encode())]))
    assert "第 6 行余额不连续" in words(person.see("import"))


def test_an_unknown_layout_names_the_nearest_and_may_be_kept_as_it_came(person: Person) -> None:
    moved = story.STATEMENT.replace("借方发生额", "支出金额A").replace("贷方发生额", "收入金额A").encode()
    before = content(person.folders[0])
    answer = person.send("import", READ, [("新版式.csv", moved)])
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "最接近" in words(answer) or "最像" in words(answer)
    assert "原样存放" in words(answer)
    assert content(person.folders[0]) == before
    person.saved(person.send("import", {"do": "aside", "papers-kept": kept(answer), **SIGNED}))
    added = content(person.folders[0]).keys() - before.keys()
    assert len(added) == 1
    assert (person.folders[0] / added.pop()).read_bytes() == moved


@pytest.mark.parametrize(("file", "reason"), [
    (("空.csv", b""), ""), (("图.png", b"\x89PNG\r\n\x1a\n" + bytes(99)), ""), (("坏.xlsx", b"PK\x03\x04" + bytes(50)), ""),
])  # fmt: skip
def test_what_is_no_statement_is_refused_in_words(
    person: Person, file: tuple[str, bytes], reason: str
) -> None:
    answer = person.send("import", READ, [file])
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "没有保存" in words(answer)
    assert reason in words(answer)
    assert "Traceback" not in answer.text


def test_without_a_file_or_a_name_nothing_is_written(person: Person) -> None:
    assert "没有选文件" in words(person.send("import", WRITE))
    unnamed = person.send("import", {**WRITE, "prepared": ""}, [FILE])
    assert "没有写明是谁" in words(unnamed)
    assert kept(unnamed)


@pytest.mark.parametrize(
    "name", ["../../community.toml", "..\\..\\main.beancount", "/etc/passwd", ".git/config"]
)
def test_no_name_from_the_browser_is_a_path(person: Person, name: str, tmp_path: Path) -> None:
    before = set(tmp_path.rglob("*"))
    answer = person.send("import", WRITE, [(f"{name}.csv", FILE[1])])
    assert answer.status_code in {HTTPStatus.SEE_OTHER, HTTPStatus.UNPROCESSABLE_ENTITY}
    added = {path.relative_to(person.folders[0]).parts[0] for path in set(tmp_path.rglob("*")) - before}
    assert added <= {"2025", "statements", "vouchers", ".jjledger", ".git"}
