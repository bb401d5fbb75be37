"""张贴 at the desk: the record and the photographs are those that the command writes, or nothing is written."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from http import HTTPStatus
from pathlib import Path

import pytest

from jjledger.store.system import RealSystem
from tests.desk_client import FROM_PAGE, Person, content, git, kept, once, words
from tests.ledgers import run
from tests.posted_pages import CAMERA, HANG, OBJECT, TODAY, marked, photo, refs, someone


@pytest.fixture
def person(tmp_path: Path) -> Person:
    return someone(tmp_path)


def test_the_desk_writes_what_the_command_writes(person: Person, tmp_path: Path) -> None:
    name, data = photo()
    (tmp_path / name).write_bytes(data)
    other = someone(tmp_path / "other").folders[0]
    said = ("--place", "东门公告栏", "--from", "2025-07-20", "--photo", tmp_path / name)
    ran = run("jjledger", "posted", other, "2025-H1", *said, "--who", "王主任", "--write", "--today", TODAY)
    assert ran.returncode == 0, ran.stderr
    told = person.saved(person.send("posted", HANG, [(name, data)]))
    assert "2025-H1 全部公示贴在东门公告栏：2025年7月20日起，还贴着" in told
    assert "撕下以后请登记「贴到哪一天」" in told
    assert not re.search(r"--(from|to|photo)", told)
    assert content(person.folders[0]) == content(other)
    assert (person.folders[0] / "posted/2025-H1.toml").is_file()


def test_only_the_picture_is_kept_and_the_person_is_on_record(person: Person) -> None:
    folder = person.folders[0]
    git(folder, "init", "-q")
    git(folder, "add", ".")
    git(folder, "-c", "user.name=甲", "-c", "user.email=a@b", "commit", "-qm", "开始")
    name, data = photo()
    page = person.send("posted", HANG, [(name, data)])
    assert CAMERA.encode() in data
    person.saved(page)
    (filed,) = (person.folders[0] / "vouchers").rglob("*.jpg")
    assert CAMERA.encode() not in filed.read_bytes()
    assert b"Exif" not in filed.read_bytes()
    record = (person.folders[0] / "posted/2025-H1.toml").read_text("utf-8")
    assert sha256(filed.read_bytes()).hexdigest() in record
    assert "张三" not in record
    assert git(folder, "log", "-1", "--format=%an %s") == "王主任 张贴登记 2025-H1 东门公告栏"
    assert git(folder, "status", "--porcelain") == ""
    shown = person.see("posted")
    address = re.search(r'href="(/desk/[^"]*/originals/[^"]*)">照片 1', shown.text)
    assert address is not None
    assert person.see(address[1]).data == filed.read_bytes()


REFUSED = [
    ({"place": ""}, "没有写贴在哪里", "place"),
    ({"place": "东门 13800138000"}, "手机号", "place"),
    ({"place": "1幢1单元101室门口"}, "房号", "place"),
    ({"from": "2025-08-21"}, "还没有到", "from"),
    ({"from": ""}, "没有写哪一天贴出", "from"),
    ({"from": "昨天"}, "读不成日期", "from"),
    ({"to": "2025-07-19"}, "在起始日", "to"),
    ({"period": ""}, "没有选是哪一期", "period"),
    ({"period": "2031-H1"}, "没有这一期公示", "period"),
    ({"period": "../../etc"}, "不是期间", "period"),
    ({"document": "audit"}, "没有这一份公示", "document"),
    ({"version": "二"}, "不是版次", "version"),
    ({"version": "0"}, "不是版次", "version"),
    ({"prepared": ""}, "没有写明是谁", "prepared"),
]


@pytest.mark.parametrize(("change", "reason", "field"), REFUSED)
def test_what_makes_no_sense_is_refused_at_its_field_and_nothing_typed_is_lost(
    person: Person, change: dict[str, str], reason: str, field: str
) -> None:
    before = content(person.folders[0])
    answer = person.send("posted", {**HANG, "place": "西门<b>", **change}, [photo()])
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    told = words(answer).split("没有保存")[1].split("张贴登记")[0]
    assert reason in told
    assert not re.search(r"--[a-z]", told)  # nobody at a form knows options
    assert marked(answer) == [field]
    assert content(person.folders[0]) == before
    if "place" not in change:
        assert 'name="place" value="西门&lt;b&gt;"' in answer.text
    (token,) = kept(answer)
    # The photograph need not be chosen again.
    again = {**HANG, "papers-kept": token}
    person.saved(person.send("posted", again))
    assert (person.folders[0] / "posted/2025-H1.toml").is_file()


@pytest.mark.parametrize(("file", "reason"), [
    (None, "没有照片"),
    (("a.jpg", b"hello"), "不是 JPEG 或 PNG"),
    (("a.heic", b"\0\0\0\x18ftypheic" + b"\0" * 40), "HEIC"),
    ((photo()[0], photo()[1][:300]), "不完整"),
    (("../../a.jpg", b""), "不是 JPEG 或 PNG"),
])  # fmt: skip
def test_what_is_no_photograph_is_refused(
    person: Person, file: tuple[str, bytes] | None, reason: str
) -> None:
    before = content(person.folders[0])
    answer = person.send("posted", HANG, [file] if file else [])
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert reason in words(answer)
    assert marked(answer) == ["papers"]
    assert content(person.folders[0]) == before


def test_what_comes_down_and_a_wrong_day_change_the_same_record(person: Person) -> None:
    person.saved(person.send("posted", HANG, [photo()]))
    page = person.see("posted")
    assert "还贴着的 东门公告栏" in " ".join(words(page).split())
    (ref,) = refs(page)
    down = {"do": "down", "ref": ref, "to": "2025-07-19", "prepared": "王主任"}
    refused = person.send("posted", down)
    assert "在起始日" in words(refused)
    assert re.search(r"<details open>\s*<summary>撕下了", refused.text)
    assert 'name="to" value="2025-07-19"' in refused.text
    told = person.saved(person.send("posted", {**down, "to": "2025-08-03"}))
    assert "天数不足" in told
    (after,) = refs(person.see("posted"))
    wrong = {"do": "correct", "ref": after, "from": "2025-07-16", "to": "2025-08-03", "prepared": "王主任"}
    assert "原来是 2025年7月20日至 2025年8月3日" in person.saved(person.send("posted", wrong))
    text = (person.folders[0] / "posted/2025-H1.toml").read_text("utf-8")
    assert text.count("[[posting]]") == 1
    assert "from     = 2025-07-16" in text
    assert "to       = 2025-08-03" in text


def test_a_record_that_changed_meanwhile_is_not_decided_blindly(person: Person) -> None:
    person.saved(person.send("posted", HANG, [photo()]))
    (ref,) = refs(person.see("posted"))
    down = {"do": "down", "ref": ref, "to": "2025-08-10", "prepared": "王主任"}
    person.saved(person.send("posted", down))
    before = content(person.folders[0])
    answer = person.send("posted", {**down, "to": "2025-08-11"})
    assert "这一条变了" in words(answer)
    assert content(person.folders[0]) == before


def test_a_second_click_writes_nothing(person: Person) -> None:
    form = {**HANG, "once": once(person.see("posted"))}
    first = person.send("posted", form, [photo()])
    before = content(person.folders[0])
    second = person.send("posted", form, [photo()])
    assert second.headers["Location"] == first.headers["Location"]
    assert content(person.folders[0]) == before


def test_two_browsers_at_once_both_get_their_record(person: Person) -> None:
    # Two servers on one folder, as two persons have it open.
    people = [person, Person(*person.folders, today=TODAY)]
    colours = ["red", "green", "blue", "black", "white", "gray"]
    places = [f"{number}幢大堂公告栏" for number in range(1, 7)]
    with ThreadPoolExecutor(2) as pool:
        answers = list(
            pool.map(
                lambda it: people[it % 2].send(
                    "posted", {**HANG, "place": places[it]}, [photo(colours[it], f"{it}.jpg")]
                ),
                range(6),
            )
        )
    saved = [places[n] for n, answer in enumerate(answers) if answer.status_code == HTTPStatus.SEE_OTHER]
    text = (person.folders[0] / "posted/2025-H1.toml").read_text("utf-8")
    assert sorted(re.findall(r'place    = "([^"]*)"', text)) == saved
    assert len(saved) >= 4
    assert text.count("[[posting]]") == len(saved)
    assert run("jjledger", "check", person.folders[0], "--today", TODAY).returncode == 0


def test_a_form_from_elsewhere_and_a_wrong_address_write_nothing(person: Person) -> None:
    before = content(person.folders[0])
    foreign = {**FROM_PAGE, "Origin": "http://evil.example"}
    assert person.send("posted", HANG, [photo()], foreign).status_code == HTTPStatus.FORBIDDEN
    assert person.send("posted/x", HANG, [photo()]).status_code == HTTPStatus.NOT_FOUND
    assert "按页面上的按钮" in words(person.send("posted", {**HANG, "do": "?"}, [photo()]))
    assert content(person.folders[0]) == before


def test_a_disk_that_takes_nothing_is_told_and_leaves_nothing(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = content(person.folders[0])

    def refuse(*_: object) -> None:
        raise OSError(30, "read-only")

    with monkeypatch.context() as patched:
        patched.setattr(RealSystem, "write", refuse)
        answer = person.send("posted", HANG, [photo()])
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "磁盘是只读的" in words(answer)
    assert content(person.folders[0]) == before


def test_nothing_is_written_into_books_that_are_wrong(person: Person) -> None:
    month = next(
        path
        for path in sorted(person.folders[0].glob("20*/*.beancount"))
        if "reviewed: " in path.read_text("utf-8")
    )
    text = month.read_text("utf-8")
    prepared = text.split('prepared: "', 1)[1].split('"', 1)[0]
    month.write_text(re.sub('reviewed: "[^"]*"', f'reviewed: "{prepared}"', text, count=1), "utf-8")
    before = content(person.folders[0])
    answer = person.send("posted", HANG, [photo()])
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "同一个人" in words(answer)
    assert person.send("objections", OBJECT).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert content(person.folders[0]) == before
