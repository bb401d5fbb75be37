"""Which published file answers an address, and as what."""

from http import HTTPStatus
from pathlib import Path

import pytest

from jjledger.serve.pages import page
from jjledger.serve.published import Published
from tests.small_sites import write


@pytest.fixture
def tree(tmp_path: Path) -> Published:
    for name in (
        "index.html",
        "css/a.css",
        "d/jia/index.html",
        "d/jia/report.pdf",
        "d/jia/a.db",
        "d/jia/notes",
    ):
        write(tmp_path, name, name)
    return Published(tmp_path)


@pytest.mark.parametrize(("path", "content_type", "content"), [
    ("", "text/html; charset=utf-8", b"index.html"),
    ("index.html", "text/html; charset=utf-8", b"index.html"),
    ("d/jia/", "text/html; charset=utf-8", b"d/jia/index.html"),
    ("css/a.css", "text/css; charset=utf-8", b"css/a.css"),
    ("d/jia/report.pdf", "application/pdf", b"d/jia/report.pdf"),
])  # fmt: skip
def test_a_file_goes_out_with_its_type(tree: Published, path: str, content_type: str, content: bytes) -> None:
    response = page(tree, path)
    assert (response.status_code, response.content_type, response.data) == (200, content_type, content)


def test_a_folder_leads_to_its_own_address(tree: Published) -> None:
    response = page(tree, "d/jia")
    assert response.status_code == HTTPStatus.MOVED_PERMANENTLY
    assert response.headers["Location"] == "/d/jia/"


@pytest.mark.parametrize(
    "path", ["d/jia/a.db", "d/jia/notes", "css/", "css", "/d/jia/", "//index.html", "d/yi/"]
)
def test_kinds_nobody_publishes_and_places_nobody_made_are_not_found(tree: Published, path: str) -> None:
    assert page(tree, path).status_code == HTTPStatus.NOT_FOUND


def test_a_browsers_pdf_viewer_is_left_to_itself(tree: Published) -> None:
    assert page(tree, "d/jia/report.pdf").headers["Content-Security-Policy"] == "frame-ancestors 'none'"


OWN = (
    '<!doctype html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'sha256-x'\">\n"
)


def test_a_page_with_a_policy_of_its_own_is_served_under_it(tmp_path: Path) -> None:
    (tmp_path / "verify.html").write_text(OWN)
    answer = page(Published(tmp_path), "verify.html")
    assert (
        answer.headers["Content-Security-Policy"]
        == "default-src 'none'; script-src 'sha256-x'; frame-ancestors 'none'"
    )


def test_a_policy_further_down_is_part_of_the_text_and_does_not_count(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(" " * 1024 + OWN)
    (tmp_path / "a.txt").write_text(OWN)
    assert "Content-Security-Policy" not in page(Published(tmp_path), "a.html").headers
    assert "Content-Security-Policy" not in page(Published(tmp_path), "a.txt").headers


def test_what_households_open_is_kept_by_nobody(tmp_path: Path) -> None:
    (tmp_path / "o" / "ab").mkdir(parents=True)
    (tmp_path / "o" / "ab" / "list.bin").write_bytes(b"sealed")
    (tmp_path / "o" / "index.html").write_text(OWN)
    for path in ("o/ab/list.bin", "o/", "o/index.html"):
        answer = page(Published(tmp_path), path)
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("log/checkpoint", "text/plain"),
        ("log/checkpoints/12", "text/plain"),
        ("log/tile/0/000.p/5", "application/octet-stream"),
        ("log/tile/entries/x001/000", "application/octet-stream"),
        ("log/cosignatures/12/0a1b2c3d", "text/plain"),
        ("log/index.html", "text/html"),
        ("log/proofs/3.tlog-proof", "text/plain"),
        ("d/a/again.sh", "text/plain"),
        ("SITE.sums", "text/plain"),
        ("d/a/2025/v1/SHA256SUMS", "text/plain"),
        ("d/a/2025/v1/PAPERS.SHA256", "text/plain"),
        ("d/a/2025/v1/disclosure.tlog-proof", "text/plain"),
        ("d/a/2025/v1/signatures.note", "text/plain"),
    ],
)
def test_what_proves_is_served_too(tmp_path: Path, path: str, kind: str) -> None:
    (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / path).write_bytes(b"x")
    assert page(Published(tmp_path), path).mimetype == kind


@pytest.mark.parametrize(
    "path",
    [
        "log/lock", "log/promise", "log/me.key", "log/packs.zip", "log/tile/me.key", "log/checkpoints/me",
        "d/a/archive.zip", "d/a/me.key", "d/a/audit.zip.age", "deployment", "d/a/owners.db", ".note", "d/.txt",
    ],
)  # fmt: skip
def test_what_nobody_publishes_is_not_served_wherever_it_was_put(tmp_path: Path, path: str) -> None:
    write(tmp_path, path, "x")
    assert page(Published(tmp_path), path).status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("path", ["notes.txt", "log/checkpoint", "d/a/data.json", "index.html"])
@pytest.mark.parametrize(
    "key", ["PRIVATE+KEY+a.example/log+38558cf1+AUnX", "# mine\n  PRIVATE+KEY+a+0+A", "#\nAGE-SECRET-KEY-1QQ"]
)
def test_no_secret_key_is_served_whatever_the_file_is_called(tmp_path: Path, path: str, key: str) -> None:
    write(tmp_path, path, f"{key}\n")
    assert page(Published(tmp_path), path).status_code == HTTPStatus.NOT_FOUND


def test_a_page_may_speak_of_secret_keys(tmp_path: Path) -> None:
    write(tmp_path, "d/a/index.html", "<p>PRIVATE+KEY 开头的是私钥</p>")
    assert page(Published(tmp_path), "d/a/").status_code == HTTPStatus.OK
