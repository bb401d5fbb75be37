"""Every way that Fava has to change anything either ends in the ledger's one writer or is shut."""

import shutil
import subprocess
from collections.abc import Iterator
from http import HTTPStatus
from io import BytesIO
from pathlib import Path

import pytest
from fava.application import create_app
from fava.json_api import json_api
from flask import Flask
from werkzeug.test import Client

from jjledger.serve import editor
from jjledger.serve.fava_writes import STORED, refused_by_store
from jjledger.serve.server import loopback_hosts
from jjledger.store.system import RealSystem

CASE = Path(__file__).parents[2] / "cases" / "heyuan"
HOME = "http://127.0.0.1:5001"
PAGE = {"Origin": HOME, "Sec-Fetch-Site": "same-origin"}
READING = {"GET", "HEAD", "OPTIONS"}
ORIGINAL = "vouchers/2025-02-F0001.txt"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(CASE, tmp_path / "heyuan"))


@pytest.fixture
def fava(folder: Path) -> Client:
    return Client(editor.application([folder], loopback_hosts(5001), RealSystem()))


def content(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def ways_to_write() -> Iterator[tuple[str, str]]:
    """List every method and address of Fava's that is not for reading alone."""
    application: Flask = create_app([])
    for rule in application.url_map.iter_rules():
        for method in sorted((rule.methods or set()) - READING):
            yield (
                method,
                str(rule)
                .replace("<bfile>", "heyuan")
                .replace("<extension_name>", "X")
                .replace("<endpoint>", "y"),
            )


WAYS = sorted(set(ways_to_write()))


def test_fava_has_the_ways_to_write_that_are_known() -> None:
    names = {(method, path.rpartition("/")[2]) for method, path in WAYS if "/api/" in path}
    assert json_api.name == "json_api"
    assert names > STORED
    assert names - STORED == {
        ("PUT", "add_document"),
        ("PUT", "upload_import_file"),
        ("DELETE", "document"),
        ("PUT", "move"),
    }


@pytest.mark.parametrize(("method", "path"), WAYS)
def test_each_way_is_stored_or_shut(method: str, path: str) -> None:
    refused = refused_by_store(method, path)
    stored = "/api/" in path and (method, path.rpartition("/")[2]) in STORED
    assert (refused is None) == stored
    assert refused is None or refused.status_code == HTTPStatus.FORBIDDEN


@pytest.mark.parametrize("name", ["move", "extract"])
def test_reading_that_writes_is_shut_too(fava: Client, folder: Path, name: str) -> None:
    before = content(folder)
    asked = {
        "account": "Assets:3公共收益",
        "new_name": "a.txt",
        "filename": str(folder / ORIGINAL),
        "importer": "x",
    }
    answer = fava.get(f"/heyuan/api/{name}", base_url=HOME, query_string=asked)
    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert "导入" in answer.json["error"] or "不能移动" in answer.json["error"]
    assert content(folder) == before


def test_an_original_is_not_deleted_by_fava(fava: Client, folder: Path) -> None:
    answer = fava.delete(
        "/heyuan/api/document", base_url=HOME, headers=PAGE, query_string={"filename": str(folder / ORIGINAL)}
    )
    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert "不能删除" in answer.json["error"]
    assert (folder / ORIGINAL).is_file()


@pytest.mark.parametrize("name", ["add_document", "upload_import_file"])
def test_files_are_not_uploaded_past_the_store(fava: Client, folder: Path, name: str) -> None:
    before = content(folder)
    sent = {"file": (BytesIO(b"x"), "a.pdf"), "folder": "vouchers", "account": "Assets:3公共收益"}
    answer = fava.put(f"/heyuan/api/{name}", base_url=HOME, headers=PAGE, data=sent)
    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert content(folder) == before


def test_fava_s_import_page_leads_to_ours(fava: Client) -> None:
    answer = fava.get("/heyuan/import/", base_url=HOME)
    assert (answer.status_code, answer.headers["Location"]) == (HTTPStatus.SEE_OTHER, "/desk/heyuan/import")


def test_laying_text_out_writes_nothing(fava: Client, folder: Path) -> None:
    before = content(folder)
    answer = fava.put("/heyuan/api/format_source", base_url=HOME, headers=PAGE, json={"source": "a"})
    assert answer.status_code == HTTPStatus.OK
    assert content(folder) == before


def test_what_git_knows_is_what_stands_after_each_way(fava: Client, folder: Path) -> None:
    for command in (
        ["init", "-q"],
        ["add", "."],
        ["-c", "user.name=甲", "-c", "user.email=a@b", "commit", "-qm", "起"],
    ):
        subprocess.run(["git", *command], cwd=folder, check=True)
    path = folder / "2025/2025-02.beancount"
    held = fava.get("/heyuan/api/source", base_url=HOME, query_string={"filename": str(path)}).json["data"]
    sent = {
        "file_path": str(path),
        "source": held["source"].replace("更换门禁", "换门禁"),
        "sha256sum": held["sha256sum"],
    }
    assert fava.put("/heyuan/api/source", base_url=HOME, headers=PAGE, json=sent).status_code == HTTPStatus.OK
    status = subprocess.run(
        ["git", "status", "--porcelain"], cwd=folder, check=True, capture_output=True, text=True
    )
    assert status.stdout == ""
