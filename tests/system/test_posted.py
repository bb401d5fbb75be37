"""What hung on the wall goes on record with a bare photograph, and leaves the list of what is due."""

from __future__ import annotations

import csv
import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

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
