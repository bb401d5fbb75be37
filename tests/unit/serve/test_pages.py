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
