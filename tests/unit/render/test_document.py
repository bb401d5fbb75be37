"""A page in all its forms, and the key that says when they must be made anew."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from jjledger.render import document, fonts
from jjledger.render.document import disclosure_files, render_key
from jjledger.render.resources import site_files, templates
from tests.unit.render import made_pages as made
from tests.unit.render.paper import printer, sheets
from tests.unit.render.reading import read

PUBLISHED = {
    "index.html", "report.pdf", "data.json", "lines.csv", "lines.xlsx", "vouchers.csv", "vouchers.xlsx",
}  # fmt: skip


PAPERS = {"poster-a4.pdf", "poster-a3.pdf", "poster-a2.pdf", "one-sheet.pdf"}


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give copies of templates and site files to the key, to be changed."""
    for name, original in (("templates", templates()), ("site_files", site_files())):
        shutil.copytree(original, tmp_path / name)
        monkeypatch.setattr(document, name, lambda name=name: tmp_path / name)
    render_key.cache_clear()
    yield tmp_path
    render_key.cache_clear()


@pytest.mark.parametrize("model", [made.revenue(), made.fund()], ids=["revenue", "fund"])
def test_a_published_page_has_the_files_its_links_name(model: object) -> None:
    files = disclosure_files(model, printer())
    assert set(files) == PUBLISHED
    assert all(files.values())
    page = read(files["index.html"].decode())
    named = {link.attributes["href"] for link in page.one("section", "files").all("a")}
    onward = {"../../index.html", "../../../index.html"}
    # Papers for the wall are made when the page's own files have been hashed.
    assert named - onward == PUBLISHED - {"index.html"} | PAPERS


def test_every_form_says_the_same_balance() -> None:
    files = disclosure_files(made.revenue(), printer())
    assert "1,382.86" in files["index.html"].decode()
    assert "1,382.86" in sheets(files["report.pdf"])[0]
    assert '"closing_fen": 138286' in files["data.json"].decode()
    assert "期末结余,1382.86," in files["lines.csv"].decode()


@pytest.mark.parametrize(
    "changed",
    ["templates/base.html.j2", "templates/parts/vouchers.html.j2", "site_files/css/print.css", "site_files/icon.svg"],
)  # fmt: skip
def test_a_changed_template_or_style_changes_the_key(copied: Path, changed: str) -> None:
    before = render_key()
    with (copied / changed).open("ab") as file:
        file.write(b"\n")
    assert render_key() == before  # asked once a process
    render_key.cache_clear()
    assert render_key() != before


@pytest.mark.usefixtures("copied")
def test_another_library_or_font_changes_the_key(monkeypatch: pytest.MonkeyPatch) -> None:
    keys = {render_key()}
    with monkeypatch.context() as patch:
        patch.setattr(document, "version", lambda package: f"{package} of tomorrow")
        render_key.cache_clear()
        keys.add(render_key())
    with monkeypatch.context() as patch:
        patch.setattr(fonts, "key", lambda weight: f"another {weight}")
        render_key.cache_clear()
        keys.add(render_key())
    with monkeypatch.context() as patch:
        patch.setattr(document, "LIBRARIES", (("libnothing.so.9", "version"), *document.LIBRARIES))
        render_key.cache_clear()
        keys.add(render_key())
    assert len(keys) == 4


def test_the_key_is_the_same_in_another_process() -> None:
    program = "from jjledger.render.document import render_key; print(render_key())"
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True,
        )  # fmt: skip
        assert done.stdout.strip() == render_key()


def test_the_key_asks_the_libraries_that_are_loaded() -> None:
    assert re.fullmatch(r"1\.\d+\.\d+", document.library_version(*document.LIBRARIES[0]))
    assert document.library_version("libnothing.so.9", "version") == ""
