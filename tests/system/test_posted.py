"""What hung on the wall goes on record with a bare photograph, and leaves the list of what is due."""

from __future__ import annotations

import csv
import json
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from jjledger.books.ledger import load_ledger
from jjledger.disclosure.community import Standing, community_page
from jjledger.disclosure.period_models import Edition
from jjledger.disclosure.period_page import period_page
from jjledger.render.data import json_bytes
from jjledger.workflows.disclose import asked_of
from tests.cases.changes import SOUND
from tests.ledgers import copy_of, run

TODAY = "2025-08-20"
SECRET = "Secret Phone"  # noqa: S105 -- what a camera writes, no password


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copy_of(SOUND, tmp_path)


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    exif = Image.Exif()
    exif[0x010F] = SECRET
    Image.new("RGB", (40, 30), "green").save(tmp_path / "张三拍的.jpg", exif=exif)
    return tmp_path / "张三拍的.jpg"


def _posted(folder: Path, *more: object, code: int = 0) -> str:
    answer = run("jjledger", "posted", folder, "2025-H1", "--today", TODAY, *more)
    assert answer.returncode == code, answer.stdout + answer.stderr
    return answer.stdout + answer.stderr


HANG = ("--place", "东门公告栏", "--from", "2025-07-20")
WRITE = ("--who", "甲", "--write")


def test_a_photograph_is_filed_bare_and_its_hash_recorded(folder: Path, photo: Path) -> None:
    assert "尚未写入" in _posted(folder, *HANG, "--photo", photo)
    assert not (folder / "posted").exists()
    _posted(folder, *HANG, "--photo", photo, *WRITE)
    listed = (folder / "vouchers/originals.csv").read_text(encoding="utf-8").splitlines()
    (row,) = [row for row in csv.DictReader(listed) if row["class"] == "posting"]
    filed = (folder / row["file"]).read_bytes()
    assert sha256(filed).hexdigest() == row["sha256"]
    assert SECRET.encode() not in filed
    assert SECRET.encode() in photo.read_bytes()
    assert row["kept_until"] == "2035-12-31"  # ten years from the end of the year
    assert "张三" not in row["name"]
    assert row["sha256"] in (folder / "posted/2025-H1.toml").read_text(encoding="utf-8")
    checked = run("jjledger", "check", folder, "--today", TODAY)
    assert "提醒 0 项" in checked.stdout


def test_what_comes_down_is_said_of_the_same_record(folder: Path, photo: Path) -> None:
    _posted(folder, *HANG, "--photo", photo, *WRITE)
    _posted(folder, "--place", "东门公告栏", "--to", "2025-08-03", *WRITE)
    text = (folder / "posted/2025-H1.toml").read_text(encoding="utf-8")
    assert text.count("[[posting]]") == 1
    assert "to       = 2025-08-03" in text
    # 20 July to 2 August are fourteen days.
    other = ("--place", "西门", "--from", "2025-07-20", "--to", "2025-08-02")
    Image.new("RGB", (40, 30), "blue").save(photo)
    words = _posted(folder, *other, "--photo", photo, *WRITE)
    assert "天数不足" in words
    assert "E87" in words


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (("--place", "东门公告栏", "--from", "2025-07-20"), "没有照片"),
        (("--place", "东门公告栏", "--from", "2025-06-20", "--photo", "p"), "还没有结束"),
        (("--place", "东门公告栏", "--from", "2025-08-21", "--photo", "p"), "还没有到"),
        (("--place", "东门公告栏", "--from", "2025-07-20", "--to", "2025-07-19", "--photo", "p"), "在起始日"),
        (("--place", "东门公告栏", "--from", "2025-07-20", "--to", "2025-08-21", "--photo", "p"), "还没有到"),
        (("--place", "东门公告栏", "--to", "2025-08-03"), "没有登记过"),
        (("--place", " ", "--from", "2025-07-20", "--photo", "p"), "没有写贴在哪里"),
        (("--place", "1幢1单元101室门口", "--from", "2025-07-20", "--photo", "p"), "房号"),
        (("--place", "东门 13800138000", "--from", "2025-07-20", "--photo", "p"), "手机号"),
        (("--place", "东门", "--from", "2025-07-20", "--document", "audit", "--photo", "p"), "没有这一份"),
        (("--place", "张建国家门口", "--from", "2025-07-20", "--photo", "p"), "私人住处"),
        (("--place", "东" * 300, "--from", "2025-07-20", "--photo", "p"), "300 个字"),
        # The wrong day is told before the photograph that is missing.
        (("--place", "东门公告栏", "--from", "2025-08-21", "--photo", "nothing.jpg"), "还没有到"),
        (("--place", "东门公告栏", "--from", "2025-07-20", "--photo", "nothing.jpg"), "没有这个文件"),
        (("--place", "东门公告栏", "--from", "2025-08-21"), "还没有到"),
        (
            ("--place", "东门公告栏", "--correct", "2025-07-20", "--from", "2025-07-21"),
            "这一处登记的起始日：没有",
        ),
    ],
)
def test_what_makes_no_sense_is_refused(folder: Path, photo: Path, more: tuple[str, ...], words: str) -> None:
    said = _posted(folder, *(str(photo) if word == "p" else word for word in more), *WRITE, code=2)
    assert words in said
    assert not (folder / "posted").exists()


def test_the_same_place_is_not_recorded_twice(folder: Path, photo: Path) -> None:
    _posted(folder, *HANG, "--photo", photo, *WRITE)
    assert "已经登记过" in _posted(folder, *HANG, "--photo", photo, *WRITE, code=2)
    assert "已经登记过" in _posted(folder, *HANG, "--document", "public-revenue", "--photo", photo, code=2)
    _posted(folder, *HANG, "--version", "2", "--photo", photo, *WRITE)


def test_a_place_named_after_the_old_is_no_home(folder: Path, photo: Path) -> None:
    _posted(folder, "--place", "老年之家门口", "--from", "2025-07-20", "--photo", photo)


def test_a_photograph_shows_one_place_and_a_mark_is_none(folder: Path, photo: Path, tmp_path: Path) -> None:
    _posted(folder, *HANG, "--photo", photo, *WRITE)
    elsewhere = ("--place", "西门", "--from", "2025-07-20")
    assert "已经登记为「东门公告栏」" in _posted(folder, *elsewhere, "--photo", photo, *WRITE, code=2)
    Image.new("RGB", (1, 1), "green").save(tmp_path / "dot.png")
    assert "只有 1×1 点" in _posted(folder, *elsewhere, "--photo", tmp_path / "dot.png", *WRITE, code=2)


def test_a_wrong_day_is_put_right_in_the_record(folder: Path, photo: Path) -> None:
    name = folder / "posted/2025-H1.toml"
    _posted(folder, *HANG, "--photo", photo, *WRITE)
    before = name.read_text(encoding="utf-8")
    right = ("--correct", "2025-07-20", "--from", "2025-07-21")
    told = _posted(folder, "--place", "东门公告栏", *right, *WRITE)
    assert "改正登记的一条：原来是 2025年7月20日起，还贴着。" in told
    assert name.read_text(encoding="utf-8") == before.replace("2025-07-20", "2025-07-21")
    _posted(folder, "--place", "东门公告栏", "--to", "2025-08-12", *WRITE)
    _posted(folder, "--place", "东门公告栏", "--correct", "2025-07-21", "--to", "2025-08-10", *WRITE)
    text = name.read_text(encoding="utf-8")
    assert text.count("[[posting]]") == 1
    assert "to       = 2025-08-10" in text
    late = ("--correct", "2025-07-21", "--from", "2025-08-11")
    assert "在起始日" in _posted(folder, "--place", "东门公告栏", *late, *WRITE, code=2)


def _out(folder: Path, site: Path, *issued: date) -> None:
    """Lay out what a site says of the half-year's editions, with nothing in them."""
    editions = tuple(Edition(number, day, ()) for number, day in enumerate(issued, start=1))[::-1]
    books = load_ledger(folder, date.fromisoformat(TODAY)).books
    page = period_page(books, "2025-H1", editions, None, asked_of(books, issued[-1]))
    front = community_page(books, (), Standing(issued[-1], issued[-1], {}))
    place = site / "d" / folder.name
    (place / "2025-H1/v1").mkdir(parents=True)
    (place / "index.json").write_bytes(json_bytes(front))
    (place / "2025-H1/index.json").write_bytes(json_bytes(page))


def test_the_version_that_hangs_is_the_one_in_force_and_was_out(
    folder: Path, photo: Path, tmp_path: Path
) -> None:
    site = tmp_path / "public"
    _out(folder, site, date(2025, 7, 15), date(2025, 8, 1))
    there = ("--site", site, "--photo", photo)
    assert "没有公示过第 7 版，现行的是第 2 版" in _posted(folder, *HANG, *there, "--version", "7", code=2)
    # In July there was only the first.
    assert "第 2 版 2025年8月1日才公示" in _posted(folder, *HANG, *there, code=2)
    early = ("--place", "东门公告栏", "--from", "2025-07-14", "--version", "1")
    assert "第 1 版 2025年7月15日才公示" in _posted(folder, *early, *there, code=2)
    assert "没有核对" not in _posted(folder, *HANG, *there, "--version", "1", *WRITE)
    # What comes down is what hung, not what is in force.
    down = ("--place", "东门公告栏", "--to", "2025-08-04", "--site", site)
    assert "第 2 版" not in _posted(folder, *down, *WRITE)
    assert "（第 2 版）贴在东门公告栏" in _posted(
        folder, "--place", "东门公告栏", "--from", "2025-08-05", *there, *WRITE
    )
    nowhere = ("--site", tmp_path / "nowhere", "--photo", photo)
    again = ("--place", "东门公告栏", "--from", "2025-08-06", "--version", "3")
    assert "没有核对是不是第 3 版" in _posted(folder, *again, *nowhere)


def test_no_such_period(folder: Path, photo: Path) -> None:
    answer = run("jjledger", "posted", folder, "2031-H1", "--today", TODAY, *HANG, "--photo", photo)
    assert answer.returncode == 2
    assert "没有这一期公示" in answer.stderr


# --- due ------------------------------------------------------------------------------------------


def _due(folder: Path, today: str, *more: object) -> tuple[int, list[dict[str, Any]]]:
    answer = run("jjledger", "due", folder, "--today", today, "--json", *more)
    found: list[dict[str, Any]] = json.loads(answer.stdout)
    return answer.returncode, found[0]["duties"]


def test_what_is_not_out_is_late_after_its_day_and_said_in_words(folder: Path, tmp_path: Path) -> None:
    site = tmp_path / "nothing"
    code, duties = _due(folder, "2025-04-30", "--to", site)
    (quarter,) = [
        duty for duty in duties if (duty["kind"], duty["period_code"]) == ("public-revenue", "2025-Q1")
    ]
    assert (quarter["state"], quarter["due"]) == ("missing", "2025-04-30")
    answer = run("jjledger", "due", folder, "--today", "2025-05-12", "--to", site)
    assert answer.returncode == 1
    assert "2025年第一季度 公共收益收支公示：本期应于2025年4月30日前公示，尚未公示 12 天" in answer.stdout
    assert "没有这些小区的公示" in answer.stderr
    assert code == any(duty["state"] == "late" for duty in duties)


def test_a_ledger_that_cannot_be_read_is_late_and_says_why(folder: Path, tmp_path: Path) -> None:
    (folder / "community.toml").write_text("name = ", encoding="utf-8")
    answer = run("jjledger", "due", folder, "--today", TODAY, "--to", tmp_path / "nothing")
    assert answer.returncode == 1
    assert "账簿读不出来" in answer.stderr
