"""The desk as a process of its own, beside commands and other tabs that write at the same time."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest

from tests import month_story as story
from tests.desk_client import SIGNED, begun, git
from tests.ledgers import HEYUAN, bean_check, copy_of
from tests.running import Running, running

MONTH = "2025/2025-06.beancount"
EACH = 6  # vouchers of each writer
FORM = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return begun(tmp_path)


@pytest.fixture
def served(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(tmp_path_factory.mktemp("tmp"), "edit", str(folder), "--today", story.TODAY) as it:
        yield it


def post(served: Running, words: str) -> tuple[int, str]:
    """Save a voucher as a form does; give the status and what the answer says."""
    legs = [("account", story.BANK_ACCOUNT), ("account", "6002广告"), ("split", ""), ("split", "")]
    legs += [("debit", "1.00"), ("debit", ""), ("credit", ""), ("credit", "1.00")]
    fields = {
        "do": "save",
        "day": "2025-06-15",
        "fund": "",
        "payee": "某公司",
        "narration": words,
        "attachments": "1",
        **SIGNED,
    }
    body = urlencode([*fields.items(), *legs])
    answer, data = served.ask(
        f"/desk/{story.CODE}/vouchers/new", "POST", body, {**FORM, "Origin": served.address}
    )
    return answer.status, answer.headers.get("Location") or data.decode()


def by_command(folder: Path, words: str) -> int:
    command = (
        "voucher", "new", str(folder), "--payee", "某公司", "--narration", words, "--leg", "6002广告=-1.00",
        "--leg", f"{story.BANK_ACCOUNT}=1.00", "--attachments", "1", "--date", "2025-06-15", "--today", story.TODAY,
        "--prepared", "甲", "--reviewed", "乙", "--write",
    )  # fmt: skip
    program = (sys.executable, "-c", "from jjledger.cli.main import main; main()")
    return subprocess.run([*program, *command], capture_output=True, timeout=120, check=False).returncode


def test_two_tabs_and_a_command_at_once_lose_nothing_and_share_no_number(
    served: Running, folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with (
        running(tmp_path_factory.mktemp("tmp"), "edit", str(folder), "--today", story.TODAY) as other,
        ThreadPoolExecutor(3) as pool,
    ):
        first = [pool.submit(post, served, f"甲页{number}") for number in range(EACH)]
        second = [pool.submit(post, other, f"乙页{number}") for number in range(EACH)]
        third = [pool.submit(by_command, folder, f"命令{number}") for number in range(EACH)]
        acknowledged = [f"甲页{n}" for n, it in enumerate(first) if it.result()[0] == HTTPStatus.SEE_OTHER]
        acknowledged += [f"乙页{n}" for n, it in enumerate(second) if it.result()[0] == HTTPStatus.SEE_OTHER]
        acknowledged += [f"命令{n}" for n, it in enumerate(third) if it.result() == 0]
        refused = [it.result() for it in (*first, *second) if it.result()[0] != HTTPStatus.SEE_OTHER]
    text = (folder / MONTH).read_text("utf-8")
    written = re.findall(r'"某公司" "([^"]*)"', text)
    assert sorted(written) == sorted(acknowledged)  # neither lost nor written behind anybody's back
    assert len(written) >= EACH  # they got on
    for status, said in refused:
        assert status == HTTPStatus.UNPROCESSABLE_ENTITY
        assert "没有写入" in said
    numbers = re.findall(r'voucher: "收-(\d{4})"', text)
    assert sorted(map(int, numbers)) == list(range(1, len(written) + 1))
    assert bean_check(folder / "main.beancount") == (0, "")
    assert git(folder, "status", "--porcelain") == ""
    assert len(git(folder, "log", "--format=%h", "--", MONTH).split()) == len(written) + 1


def test_fava_s_save_does_not_overwrite_what_a_command_wrote_meanwhile(served: Running, folder: Path) -> None:
    path = quote(str(folder / MONTH))
    _, told = served.ask(f"/{story.CODE}/api/source?filename={path}")
    held = json.loads(told)["data"]
    assert by_command(folder, "命令") == 0
    sent = {
        "file_path": str(folder / MONTH),
        "source": held["source"] + "; 改\n",
        "sha256sum": held["sha256sum"],
    }
    headers = {"Origin": served.address, "Content-Type": "application/json"}
    answer, said = served.ask(f"/{story.CODE}/api/source", "PUT", json.dumps(sent), headers)
    assert answer.status == HTTPStatus.CONFLICT
    assert "被别人改动了" in json.loads(said)["error"]
    text = (folder / MONTH).read_text("utf-8")
    assert '"命令"' in text
    assert "; 改" not in text
    _, again = served.ask(f"/{story.CODE}/api/source?filename={path}")
    assert '"命令"' in json.loads(again)["data"]["source"]


def test_what_the_desk_wrote_fava_shows_at_once(served: Running) -> None:
    served.ask(f"/{story.CODE}/journal/")
    status, where = post(served, "马上看见")
    assert status == HTTPStatus.SEE_OTHER, where
    _, data = served.ask(f"/{story.CODE}/api/journal")
    assert "马上看见" in str(json.loads(data))


def test_no_refusal_leaves_a_trace_in_the_terminal(served: Running) -> None:
    assert post(served, "")[0] == HTTPStatus.UNPROCESSABLE_ENTITY
    headers = {"Origin": served.address, "Content-Type": "application/json"}
    answer, _ = served.ask(
        f"/{story.CODE}/api/source",
        "PUT",
        json.dumps({"file_path": "/x", "source": "", "sha256sum": ""}),
        headers,
    )
    assert answer.status >= HTTPStatus.BAD_REQUEST
    answer, _ = served.ask(f"/desk/{story.CODE}/import", "POST", "x" * 99, {**FORM, "Origin": served.address})
    assert answer.status == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Traceback" not in (served.temporary / "log").read_text("utf-8")


def test_a_body_beyond_the_limit_is_refused(served: Running) -> None:
    head = f"POST /desk/{story.CODE}/import HTTP/1.1\r\nHost: 127.0.0.1:{served.port}\r\nOrigin: {served.address}\r\n"
    said = served.say(f"{head}Content-Type: text/plain\r\nContent-Length: 99999999999\r\n\r\n".encode())
    assert b" 413 " in said.split(b"\r\n")[0]


def test_a_district_is_opened_whole(tmp_path: Path) -> None:
    first = copy_of(HEYUAN, tmp_path / "district")
    begun(tmp_path / "district")
    (tmp_path / "district/district.toml").write_text(
        'name = "某区"\ncommunities = ["heyuan", "yunxi"]\n', "utf-8"
    )
    with running(tmp_path, "edit", str(tmp_path / "district"), "--today", story.TODAY) as served:
        answer, data = served.ask("/desk/")
        assert answer.status == HTTPStatus.OK
        for words in ("和苑", "云溪苑", "轮到结账", "/desk/heyuan/"):
            assert words in data.decode()
        assert served.ask("/heyuan/journal/")[0].status == HTTPStatus.OK
        assert served.ask("/yunxi/journal/")[0].status == HTTPStatus.OK
        assert served.end() == 0
    assert first.is_dir()
