"""Fava's saving ends in the ledger's one writer: rehearsed, compared, committed with a name."""

import json
import shutil
import subprocess
from collections.abc import Callable
from hashlib import sha256
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from werkzeug.test import Client, TestResponse

from jjledger.serve import editor
from jjledger.serve.server import loopback_hosts
from jjledger.store.system import RealSystem

CASE = Path(__file__).parents[2] / "cases" / "heyuan"
HOME = "http://127.0.0.1:5001"
PAGE = {"Origin": HOME, "Sec-Fetch-Site": "same-origin"}
MONTH = "2025/2025-02.beancount"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a ledger in a git repository of its own."""
    copy = Path(shutil.copytree(CASE, tmp_path / "heyuan"))
    git(copy, "init", "-q")
    git(copy, "add", ".")
    git(copy, "-c", "user.name=起", "-c", "user.email=a@b", "commit", "-qm", "起")
    return copy


@pytest.fixture
def fava(folder: Path) -> Client:
    return tab(folder)


def tab(folder: Path) -> Client:
    return Client(editor.application([folder], loopback_hosts(5001), RealSystem()))


def git(folder: Path, *words: str) -> str:
    return subprocess.run(
        ["git", *words], cwd=folder, check=True, capture_output=True, text=True
    ).stdout.strip()


def latest(folder: Path) -> tuple[str, str]:
    who, why = git(folder, "log", "-1", "--format=%an%n%s").split("\n")
    return who, why


def source(fava: Client, folder: Path, name: str = MONTH) -> dict[str, Any]:
    asked = {"filename": str(folder / name)}
    data: dict[str, Any] = fava.get("/heyuan/api/source", base_url=HOME, query_string=asked).json["data"]
    return data


def put(fava: Client, name: str, sent: dict[str, Any]) -> TestResponse:
    return fava.put(f"/heyuan/api/{name}", base_url=HOME, headers=PAGE, json=sent)


def save(fava: Client, folder: Path, text: str, sha: str, name: str = MONTH) -> TestResponse:
    return put(fava, "source", {"file_path": str(folder / name), "source": text, "sha256sum": sha})


def entry(fava: Client, words: str) -> dict[str, Any]:
    entries = fava.get("/heyuan/api/journal", base_url=HOME).json["data"]
    found: dict[str, Any] = next(one for one in entries if one.get("narration") == words)
    return found


def entry_slice(fava: Client, words: str) -> tuple[str, str, str]:
    hashed = entry(fava, words)["entry_hash"]
    told = fava.get("/heyuan/api/source_slice", base_url=HOME, query_string={"entry_hash": hashed}).json[
        "data"
    ]
    return hashed, told["slice"], told["sha256sum"]


def test_a_saved_file_is_committed_with_who_and_why(fava: Client, folder: Path) -> None:
    names = quote(json.dumps(["李会计", "王主任"], ensure_ascii=False))
    fava.set_cookie("jjledger-names", names, domain="127.0.0.1")
    held = source(fava, folder)
    answer = save(fava, folder, held["source"].replace("更换门禁", "换门禁"), held["sha256sum"])
    assert answer.status_code == HTTPStatus.OK
    assert answer.json["data"] == sha256((folder / MONTH).read_bytes()).hexdigest()
    assert latest(folder) == ("李会计", f"在 Fava 里修改 {MONTH}")
    assert git(folder, "status", "--porcelain") == ""
    assert "换门禁" in git(folder, "show", f"HEAD:{MONTH}")


def test_two_tabs_the_second_is_told_and_nothing_is_lost(fava: Client, folder: Path) -> None:
    held = source(fava, folder)
    assert (
        save(fava, folder, held["source"].replace("更换门禁", "换门禁一"), held["sha256sum"]).status_code
        == 200
    )
    second = save(fava, folder, held["source"].replace("更换门禁", "换门禁二"), held["sha256sum"])
    assert second.status_code == HTTPStatus.CONFLICT
    assert "被别人改动了" in second.json["error"]
    assert "换门禁一" in (folder / MONTH).read_text("utf-8")


def test_a_change_made_by_another_program_between_is_not_overwritten(fava: Client, folder: Path) -> None:
    held = source(fava, folder)
    (folder / MONTH).write_text(held["source"].replace("更换门禁", "手工改"), "utf-8")
    answer = save(fava, folder, held["source"].replace("更换门禁", "换门禁"), held["sha256sum"])
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "手工改" in (folder / MONTH).read_text("utf-8")


def test_a_file_with_somebody_s_own_edit_is_refused_until_it_is_settled(fava: Client, folder: Path) -> None:
    (folder / MONTH).write_text((folder / MONTH).read_text("utf-8").replace("更换门禁", "手工改"), "utf-8")
    held = source(fava, folder)
    answer = save(fava, folder, held["source"].replace("手工改", "换门禁"), held["sha256sum"])
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "没有登记的改动" in answer.json["error"]
    assert "手工改" in (folder / MONTH).read_text("utf-8")


@pytest.mark.parametrize(("spoil", "words"), [
    (lambda text: text + "\n2025-02-11 * 乱", "2025-02.beancount"),
    (lambda text: text.replace('  decision: "2025-01"\n', ""), "没有写明业主共同决定的编号"),
    (lambda text: text.replace("300.00", "301.00", 1), "不"),
    (lambda text: 'plugin "os"\n' + text, "2025-02.beancount"),
    (lambda text: text + '\n2025-02-11 custom "fava-extension" "os"\n', "2025-02.beancount"),
], ids=["syntax", "no decision", "unbalanced", "plugin", "extension"])  # fmt: skip
def test_text_that_would_break_the_books_is_refused_with_the_reason(
    fava: Client, folder: Path, spoil: Callable[[str], str], words: str
) -> None:
    before = (folder / MONTH).read_bytes()
    held = source(fava, folder)
    answer = save(fava, folder, spoil(held["source"]), held["sha256sum"])
    assert answer.status_code == HTTPStatus.CONFLICT
    assert answer.json["error"].startswith("没有保存")
    assert words in answer.json["error"]
    assert (folder / MONTH).read_bytes() == before
    assert latest(folder) == ("起", "起")


def test_books_that_are_wrong_already_may_be_mended(folder: Path) -> None:
    path = folder / MONTH
    path.write_text(path.read_text("utf-8").replace('  decision: "2025-01"\n', ""), "utf-8")
    git(folder, "-c", "user.name=起", "-c", "user.email=a@b", "commit", "-qam", "坏")
    fava = tab(folder)
    held = source(fava, folder)
    other = save(fava, folder, held["source"].replace("更换门禁", "换门禁"), held["sha256sum"])
    assert other.status_code == HTTPStatus.OK  # no worse than it was
    held = source(fava, folder)
    mended = held["source"].replace("  attachments: 2\n", '  attachments: 2\n  decision: "2025-01"\n')
    assert save(fava, folder, mended, held["sha256sum"]).status_code == HTTPStatus.OK


def test_an_entry_is_changed_in_its_place_alone(fava: Client, folder: Path) -> None:
    before = (folder / MONTH).read_text("utf-8")
    hashed, text, sha = entry_slice(fava, "更换门禁")
    new = text.replace("更换门禁", "换门禁")
    answer = put(fava, "source_slice", {"entry_hash": hashed, "source": new, "sha256sum": sha})
    assert answer.status_code == HTTPStatus.OK
    assert answer.json["data"] == sha256(new.encode()).hexdigest()
    assert (folder / MONTH).read_text("utf-8") == before.replace("更换门禁", "换门禁")
    assert latest(folder)[1] == "在 Fava 里修改 2025-02-10 一笔"
    again = put(fava, "source_slice", {"entry_hash": hashed, "source": text, "sha256sum": sha})
    assert again.status_code in {HTTPStatus.CONFLICT, HTTPStatus.NOT_FOUND}


def test_a_draft_is_deleted_and_a_voucher_that_is_needed_is_not(fava: Client, folder: Path) -> None:
    hashed, _, sha = entry_slice(fava, "电梯年检，待附发票")
    asked = {"entry_hash": hashed, "sha256sum": sha}
    answer = fava.delete("/heyuan/api/source_slice", base_url=HOME, headers=PAGE, query_string=asked)
    assert answer.status_code == HTTPStatus.OK
    assert "电梯年检" not in (folder / "2025/2025-07.beancount").read_text("utf-8")
    hashed, _, sha = entry_slice(fava, "更换门禁")
    asked = {"entry_hash": hashed, "sha256sum": sha}
    refused = fava.delete("/heyuan/api/source_slice", base_url=HOME, headers=PAGE, query_string=asked)
    assert refused.status_code == HTTPStatus.CONFLICT
    assert "更换门禁" in (folder / MONTH).read_text("utf-8")


def test_metadata_is_added_below_an_entry(fava: Client, folder: Path) -> None:
    hashed = entry(fava, "更换门禁")["entry_hash"]
    answer = put(fava, "attach_document", {"entry_hash": hashed, "filename": "../vouchers/2025-02-F0001.txt"})
    assert answer.status_code == HTTPStatus.OK
    assert '\n  document-2: "../vouchers/2025-02-F0001.txt"\n' in (folder / MONTH).read_text("utf-8")


def test_new_entries_go_to_the_file_of_their_month(fava: Client, folder: Path) -> None:
    new = {
        "t": "Transaction", "date": "2025-02-20", "flag": "!", "payee": "某公司", "narration": "待附发票",
        "tags": [], "links": [], "meta": {},
        "postings": [
            {"account": "Income:3公共收益:6001停车", "amount": "-10.00 CNY"},
            {"account": "Equity:3公共收益:3101结余", "amount": "10.00 CNY"},
        ],
    }  # fmt: skip
    before = (folder / MONTH).read_text("utf-8")
    answer = put(fava, "add_entries", {"entries": [new]})
    assert answer.status_code == HTTPStatus.OK, answer.json
    after = (folder / MONTH).read_text("utf-8")
    assert after.startswith(before.rstrip("\n"))
    assert '2025-02-20 ! "某公司" "待附发票"' in after
    posted = put(fava, "add_entries", {"entries": [{**new, "flag": "*"}]})
    assert posted.status_code == HTTPStatus.CONFLICT  # a voucher needs its number and two signatures
    assert (folder / MONTH).read_text("utf-8") == after


def test_line_ends_of_a_file_stay_as_they_are(fava: Client, folder: Path) -> None:
    path = folder / "register.csv"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    git(folder, "-c", "user.name=起", "-c", "user.email=a@b", "commit", "-qam", "行尾")
    held = source(fava, folder, "register.csv")
    assert "\r" not in held["source"]
    answer = save(fava, folder, held["source"] + "\n", held["sha256sum"], "register.csv")
    assert answer.status_code == HTTPStatus.OK
    data = path.read_bytes()
    assert data.count(b"\r\n") == data.count(b"\n") > 1
