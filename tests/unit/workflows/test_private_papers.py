"""Papers that others must not see: into which folders they go, and who may open them."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from jjledger.errors import OptionError
from jjledger.store.site_tree import staged
from jjledger.store.system import RealSystem
from jjledger.workflows.private_papers import write_message, write_papers, write_secret_file

FILES = {"a.pdf": b"1"}


def _ledger(tmp_path: Path) -> Path:
    folder = tmp_path / "shifan"
    folder.mkdir()
    (folder / "community.toml").write_text("", encoding="utf-8")
    return folder


def test_nobody_else_may_open_them_even_where_an_open_file_stood(tmp_path: Path) -> None:
    place = _ledger(tmp_path) / "private" / "print"
    place.mkdir(parents=True, mode=0o755)
    (place / "a.pdf").write_bytes(b"0")
    (path,) = write_papers(FILES, place, RealSystem())
    assert path.read_bytes() == b"1"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [stat.S_IMODE(folder.stat().st_mode) for folder in (place, place.parent)] == [0o700, 0o700]


def test_a_folder_of_somebody_s_own_stays_as_open_as_it_is(tmp_path: Path) -> None:
    place = tmp_path / "desk"
    place.mkdir(mode=0o755)
    (path,) = write_papers(FILES, place, RealSystem())
    assert stat.S_IMODE(place.stat().st_mode) == 0o755
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_no_paper_goes_into_a_published_site_by_whatever_name(tmp_path: Path) -> None:
    site = tmp_path / "out"
    with staged(site, RealSystem()) as tree:
        tree.write("d/shifan/data.json", b"{}")
        tree.commit({})
    (tmp_path / "elsewhere").symlink_to(site / "d")
    for place in (site, site / "d" / "shifan", site / "print", tmp_path / "elsewhere", site.resolve() / "x"):
        with pytest.raises(OptionError, match="网站"):
            write_papers(FILES, place, RealSystem())
    assert not list(tmp_path.rglob("a.pdf"))


@pytest.mark.parametrize("name", ["public_html", "www/papers", "htdocs", "WWWRoot"])
def test_nor_into_a_folder_that_web_servers_serve(name: str, tmp_path: Path) -> None:
    with pytest.raises(OptionError, match="网站"):
        write_papers(FILES, tmp_path / name, RealSystem())
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "index.html").write_text("", encoding="utf-8")
    with pytest.raises(OptionError, match="网站"):
        write_papers(FILES, tmp_path / "pages" / "print", RealSystem())


@pytest.mark.parametrize("name", ["print", "2025", "build/print", "."])
def test_nor_into_a_ledger_beside_its_private_folder(name: str, tmp_path: Path) -> None:
    with pytest.raises(OptionError, match="版本库"):
        write_papers(FILES, _ledger(tmp_path) / name, RealSystem())


def test_a_ledger_may_lie_below_a_folder_that_is_called_like_a_site(tmp_path: Path) -> None:
    (tmp_path / "www").mkdir()
    assert write_papers(FILES, _ledger(tmp_path / "www") / "private" / "print", RealSystem())


def test_one_file_goes_where_papers_go_and_nowhere_else(tmp_path: Path) -> None:
    ledger = _ledger(tmp_path)
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "index.html").write_text("", encoding="utf-8")
    for place in (tmp_path / "pages" / "d", tmp_path / ".public", ledger, ledger / "build"):
        with pytest.raises(OptionError, match=r"--out .*a\.zip"):
            write_secret_file(place / "a.zip", b"1", RealSystem(), "--out")
    assert not list(tmp_path.rglob("a.zip"))
    for place in (ledger / "private" / "audit", tmp_path / "desk"):
        write_secret_file(place / "a.zip", b"1", RealSystem(), "--out")
        assert stat.S_IMODE((place / "a.zip").stat().st_mode) == 0o600
        assert stat.S_IMODE(place.stat().st_mode) == 0o700


def test_it_replaces_what_is_ours_and_never_what_is_somebody_s(tmp_path: Path) -> None:
    ours, own = _ledger(tmp_path) / "private" / "a.zip", tmp_path / "a.zip"
    for path in (ours, own):
        write_secret_file(path, b"1", RealSystem(), "--to")
    write_secret_file(ours, b"2", RealSystem(), "--to")
    with pytest.raises(OptionError, match="已有这个文件"):
        write_secret_file(own, b"2", RealSystem(), "--to")
    assert (ours.read_bytes(), own.read_bytes()) == (b"2", b"1")


def test_papers_replace_their_like_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7 last year")
    write_papers({"a.pdf": b"%PDF-1.7 this year"}, tmp_path, RealSystem())
    (tmp_path / "b.pdf").write_bytes(b"dear diary")
    with pytest.raises(OptionError, match="已有这个文件"):
        write_papers({"a.pdf": b"%PDF-1.7 next year", "b.pdf": b"%PDF-1.7"}, tmp_path, RealSystem())
    assert (tmp_path / "a.pdf").read_bytes() == b"%PDF-1.7 this year"
    assert (tmp_path / "b.pdf").read_bytes() == b"dear diary"


def test_a_message_replaces_an_older_one_of_its_kind(tmp_path: Path) -> None:
    path = tmp_path / "request"
    for data in (b"old 1\n", b"old 2\n"):
        write_message(path, data, RealSystem(), "--out", start=b"old ")
    path.write_bytes(b"option")
    with pytest.raises(OptionError, match="已有这个文件"):
        write_message(path, b"old 3\n", RealSystem(), "--out", start=b"old ")
    assert path.read_bytes() == b"option"
    with pytest.raises(OptionError, match="网站"):
        write_message(tmp_path / "public" / "request", b"old 3\n", RealSystem(), "--out", start=b"old ")
