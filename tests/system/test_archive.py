"""A year's archive opens without the program, and whoever changes it is found out."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.ledgers import SAMPLE, bean_check, copy_of, run

CODE = "bailu"
TODAY = "2026-01-31"
Files = dict[str, bytes]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a copy of a community with an original and owners' names, and its archive of 2025."""
    place = tmp_path_factory.mktemp("archive")
    folder = copy_of(SAMPLE / CODE, place)
    (folder / "private").mkdir(exist_ok=True)
    (folder / "private/owners.csv").write_text(
        "household,name,phone\n01-1-101,欧阳不公开,13800000000\n", "utf-8"
    )
    answer = run("jjledger", "archive", folder, "--year", "2025", "--to", place / "a.zip", "--today", TODAY)
    assert answer.returncode == 0, answer.stderr
    return place


def _files(archive: Path) -> Files:
    with zipfile.ZipFile(archive) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def _pack(files: Files, target: Path) -> Path:
    with zipfile.ZipFile(target, "w") as packed:
        for name, data in files.items():
            packed.writestr(name, data)
    return target


def _with_sums(files: Files) -> Files:
    """Write the list of hashes anew, as somebody who cheats well would."""
    lines = [
        f"{hashlib.sha256(data).hexdigest()}  {name}\n"
        for name, data in files.items()
        if name != "SHA256SUMS"
    ]
    return {**files, "SHA256SUMS": "".join(lines).encode()}


def _verify(archive: Path) -> subprocess.CompletedProcess[str]:
    return run("jjledger", "archive", "--verify", archive, "--today", TODAY)


def test_it_is_proven_and_made_again_to_the_byte(place: Path, tmp_path: Path) -> None:
    assert _verify(place / "a.zip").returncode == 0
    folder = place / CODE
    run("jjledger", "archive", folder, "--year", "2025", "--to", tmp_path / "b.zip", "--today", TODAY)
    assert (tmp_path / "b.zip").read_bytes() == (place / "a.zip").read_bytes()
    assert (tmp_path / "b.zip").stat().st_mode & 0o077 == 0


@pytest.mark.skipif(shutil.which("unzip") is None, reason="unzip is not installed")
def test_other_programs_open_it(place: Path, tmp_path: Path) -> None:
    """unzip, sha256sum and beancount itself."""
    subprocess.run(["unzip", "-q", place / "a.zip", "-d", tmp_path], check=True)
    subprocess.run(["sha256sum", "--quiet", "-c", "SHA256SUMS"], cwd=tmp_path, check=True)
    assert bean_check(tmp_path / "分户账/households-2025.beancount")[0] == 0


def test_it_lists_every_file_with_its_term(place: Path) -> None:
    files = _files(place / "a.zip")
    rows = list(csv.DictReader(io.StringIO(files["清单.csv"].decode("utf-8-sig"))))
    aside = {"SHA256SUMS", "index.html", "清单.csv", "说明.txt"}
    assert {row["文件"] for row in rows} == files.keys() - aside
    assert {row["保管期限"] for row in rows if row["部分"] == "会计报表"} == {"永久"}
    assert {row["最低保管到"] for row in rows if row["部分"] == "记账凭证和账簿"} == {"2055-12-31"}


def test_no_owner_is_named(place: Path) -> None:
    for name, data in _files(place / "a.zip").items():
        assert "欧阳不公开".encode() not in data, name
        assert "private" not in name


def _changed(files: Files) -> Files:
    return {**files, "说明.txt": files["说明.txt"] + b"."}


def _added(files: Files) -> Files:
    return {**files, "账簿/后加的.csv": b""}


def _removed(files: Files) -> Files:
    return {name: data for name, data in files.items() if name != "说明.txt"}


def _cheated(files: Files) -> Files:
    """One payment more in the ledger, and the list of hashes made to fit."""
    name = next(one for one in files if "/2025/" in one and files[one].count(b"attachments: 1"))
    text = files[name].decode()
    return _with_sums({**files, name: text.replace("attachments: 1", "attachments: 2", 1).encode()})


def _cheated_tables(files: Files) -> Files:
    """The tables alone, made to fit the hashes but not each other."""
    name = "接口/分户余额.csv"
    rows = list(csv.reader(io.StringIO(files[name].decode("utf-8-sig"))))
    rows[1][3] = str(int(rows[1][3].split(".")[0]) + 1) + ".00"
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return _with_sums({**files, name: out.getvalue().encode("utf-8-sig")})


def _outside(files: Files) -> Files:
    return {**files, "../evil": b"x"}


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (_changed, "说明.txt: 与原来不符\n这个文件被改过"),
        (_added, "这个文件是后加的"),
        (_removed, "这个文件不见了"),
        (_cheated, "账本重新算出的记账凭证与档案里的不同"),
        (_cheated_tables, "期初加增加减减少不等于期末"),
        (_outside, "指向别处的路径"),
    ],
)
def test_a_spoilt_archive_is_refused(
    place: Path, tmp_path: Path, spoil: Callable[[Files], Files], words: str
) -> None:
    answer = _verify(_pack(spoil(_files(place / "a.zip")), tmp_path / "spoilt.zip"))
    assert answer.returncode == 2
    assert words in answer.stderr


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"no zip"])
def test_what_is_no_archive_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.zip").write_bytes(data)
    answer = _verify(tmp_path / "a.zip")
    assert answer.returncode == 2
    assert "不是完整的 zip" in answer.stderr


def test_where_it_stands_by_itself(place: Path) -> None:
    answer = run("jjledger", "archive", place / CODE, "--year", "2025", "--json", "--today", TODAY)
    assert json.loads(answer.stdout)["file"].endswith("/bailu/private/archive/bailu-2025.zip")
