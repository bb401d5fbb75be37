"""The accountant's Fava: it writes, and only for pages of its own on this machine."""

import shutil
from collections.abc import Mapping
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import Client, TestResponse

from jjledger.errors import LedgerNotFoundError
from jjledger.serve import editor
from jjledger.serve.server import loopback_hosts
from jjledger.store.system import RealSystem

CASE = Path(__file__).parents[2] / "cases" / "heyuan"
HOME = "http://127.0.0.1:5001"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(CASE, tmp_path / "heyuan"))


@pytest.fixture
def fava(folder: Path) -> Client:
    return Client(editor.application([folder], loopback_hosts(5001), RealSystem()))


def source(fava: Client, path: Path) -> dict[str, Any]:
    answer = fava.get("/heyuan/api/source", base_url=HOME, query_string={"filename": str(path)})
    data: dict[str, Any] = answer.json["data"]
    return data


def save(fava: Client, path: Path, text: str, headers: Mapping[str, str]) -> TestResponse:
    held = source(fava, path)
    sent = {"file_path": str(path), "source": text, "sha256sum": held["sha256sum"]}
    return fava.put("/heyuan/api/source", base_url=HOME, json=sent, headers=headers)


def test_writing_through_fava_changes_the_file_and_what_is_shown(fava: Client, folder: Path) -> None:
    path = folder / "2025/2025-02.beancount"
    text = path.read_text("utf-8").replace("更换门禁", "更换门禁主机")
    answer = save(fava, path, text, {"Origin": HOME, "Sec-Fetch-Site": "same-origin"})
    assert answer.status_code == HTTPStatus.OK
    assert path.read_text("utf-8") == text
    assert "更换门禁主机" in fava.get("/heyuan/api/journal", base_url=HOME).json["data"].__repr__()


def test_a_page_of_its_own_may_write_by_either_name(fava: Client, folder: Path) -> None:
    path = folder / "2025/2025-02.beancount"
    text = path.read_text("utf-8").replace("更换门禁", "更换门禁主机")
    assert save(fava, path, text, {"Referer": f"{HOME}/heyuan/editor/"}).status_code == HTTPStatus.OK


@pytest.mark.parametrize("headers", [
    {},
    {"Origin": "null"},
    {"Origin": "http://evil.example"},
    {"Origin": "http://evil.example:5001"},
    {"Origin": "https://127.0.0.1:5001"},
    {"Origin": "http://127.0.0.1:5000"},
    {"Origin": "http://localhost:5001"},
    {"Origin": "http://127.0.0.1:5001.evil.example"},
    {"Origin": "http://127.0.0.1:5001@evil.example"},
    {"Referer": "http://evil.example/?http://127.0.0.1:5001/"},
    {"Origin": "http://evil.example", "Referer": f"{HOME}/heyuan/editor/"},
    {"Origin": HOME, "Sec-Fetch-Site": "cross-site"},
    {"Origin": HOME, "Sec-Fetch-Site": "same-site"},
    {"Referer": f"{HOME}/", "Sec-Fetch-Site": "none"},
])  # fmt: skip
def test_a_page_from_elsewhere_may_not(fava: Client, folder: Path, headers: dict[str, str]) -> None:
    path = folder / "2025/2025-02.beancount"
    before = path.read_bytes()
    answer = save(fava, path, "", headers)
    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert path.read_bytes() == before


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND"])
def test_no_method_that_may_write_passes_from_elsewhere(fava: Client, method: str) -> None:
    answer = fava.open("/heyuan/api/document?filename=x", base_url=HOME, method=method)
    assert answer.status_code == HTTPStatus.FORBIDDEN


@pytest.mark.parametrize(
    "host", ["http://evil.example:5001", "http://192.168.1.2:5001", "http://127.0.0.1:5000"]
)
def test_nothing_answers_to_a_name_that_is_not_this_machines(fava: Client, host: str) -> None:
    answer = fava.get("/heyuan/journal/", base_url=host)
    assert answer.status_code == HTTPStatus.MISDIRECTED_REQUEST
    assert "heyuan" not in answer.text
    put = fava.put("/heyuan/api/source", base_url=host, headers={"Origin": host}, json={})
    assert put.status_code == HTTPStatus.MISDIRECTED_REQUEST


def test_a_file_outside_the_ledger_is_neither_read_nor_written(fava: Client, tmp_path: Path) -> None:
    other = tmp_path / "other.beancount"
    other.write_text("机密", "utf-8")
    read = fava.get("/heyuan/api/source", base_url=HOME, query_string={"filename": str(other)})
    assert read.status_code >= HTTPStatus.BAD_REQUEST
    sent = {"file_path": str(other), "source": "", "sha256sum": ""}
    written = fava.put("/heyuan/api/source", base_url=HOME, headers={"Origin": HOME}, json=sent)
    assert written.status_code >= HTTPStatus.BAD_REQUEST
    assert other.read_text("utf-8") == "机密"


def test_a_change_made_outside_is_seen(fava: Client, folder: Path) -> None:
    fava.get("/heyuan/journal/", base_url=HOME)
    path = folder / "2025/2025-02.beancount"
    path.write_text(path.read_text("utf-8").replace("更换门禁", "另换门禁"), "utf-8")
    assert fava.get("/heyuan/api/changed", base_url=HOME).json["data"] is True
    assert "另换门禁" in str(fava.get("/heyuan/api/journal", base_url=HOME).json["data"])


def test_a_private_page_is_never_kept(fava: Client) -> None:
    headers = fava.get("/heyuan/journal/", base_url=HOME).headers
    assert headers["Cache-Control"] == "no-store"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert fava.get("/", base_url=HOME).headers["Location"].startswith("/heyuan/")


def test_an_address_that_leads_nowhere_is_told_in_chinese(fava: Client) -> None:
    answer = fava.get("/other/journal/", base_url=HOME)
    assert answer.status_code == HTTPStatus.NOT_FOUND
    assert "没有这一页" in answer.text


def test_where_no_ledger_is_nothing_opens(tmp_path: Path) -> None:
    with pytest.raises(LedgerNotFoundError, match="这里没有账本"):
        editor.application([tmp_path], loopback_hosts(5001), RealSystem())


def test_a_ledger_that_would_run_other_code_is_not_opened(fava: Client, folder: Path) -> None:
    main = folder / "main.beancount"
    main.write_text(main.read_text("utf-8") + 'plugin "os"\n', "utf-8")
    answer = fava.get("/heyuan/journal/", base_url=HOME)
    assert answer.status_code == HTTPStatus.SERVICE_UNAVAILABLE
    assert "账本要运行别的程序" in answer.text
    assert fava.get("/desk/heyuan/vouchers", base_url=HOME).status_code == HTTPStatus.UNPROCESSABLE_ENTITY


def test_another_port_of_a_tunnel_is_told_how(fava: Client) -> None:
    answer = fava.get("/desk/", base_url="http://localhost:6001")
    assert answer.status_code == HTTPStatus.MISDIRECTED_REQUEST
    assert "同一个端口" in answer.text
