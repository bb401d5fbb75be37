"""Where others see what is written, told by hand-made folders."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from jjledger.errors import OptionError
from jjledger.store.open_places import refuse_for_keys, seen_by_others, site_above
from jjledger.store.site_tree import staged
from jjledger.store.system import RealSystem

SYSTEM = RealSystem()


def _refused(folder: Path) -> None:
    refuse_for_keys(folder, "--to", "别处", SYSTEM)


def _ledger(folder: Path, name: str = "community.toml") -> Path:
    folder.mkdir()
    (folder / name).write_text("", encoding="utf-8")
    return folder


def _site(tmp_path: Path) -> Path:
    site = tmp_path / "out"
    with staged(site, SYSTEM) as tree:
        tree.write("d/shifan/data.json", b"{}")
        tree.commit({})
    return site


def test_a_site_is_known_by_its_files_its_hidden_folder_and_its_name(tmp_path: Path) -> None:
    site = _site(tmp_path)
    (tmp_path / "copy").mkdir()
    (tmp_path / "copy" / "SITE.sums").write_text("", encoding="utf-8")
    for place in (site, site / "d" / "a.zip", tmp_path / ".out" / "keys", tmp_path / "copy" / "log" / "x"):
        assert "里是网站" in site_above(place), place
    for place in (tmp_path / ".public" / "keys", tmp_path / "Public" / "a.zip", tmp_path / "www"):
        assert "名字" in site_above(place), place
    assert site_above(tmp_path / "desk" / "a.zip") == ""


def test_a_ledger_shows_all_but_its_private_folder(tmp_path: Path) -> None:
    ledger = _ledger(tmp_path / "shifan")
    assert "版本库" in seen_by_others(ledger / "a.zip")
    assert "版本库" in seen_by_others(ledger / "build" / "a.zip")
    assert seen_by_others(ledger / "private" / "archive" / "a.zip") == ""
    assert "版本库" in seen_by_others(_ledger(tmp_path / "district", "district.toml") / "a.zip")


def test_keys_go_neither_into_a_site_nor_into_any_part_of_a_ledger(tmp_path: Path) -> None:
    site, ledger = _site(tmp_path), _ledger(tmp_path / "shifan")
    for place in (site / "keys", tmp_path / ".out" / "keys", ledger / "keys", ledger / "private" / "keys"):
        with pytest.raises(OptionError, match="密钥不能放在账本里，也不能放在网站和版本库里"):
            _refused(place)
    _refused(tmp_path / "stick" / "keys")
    assert not (tmp_path / "stick").exists()


def test_nor_into_a_repository_but_where_it_ignores_them(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", tmp_path / "home"], check=True)
    (tmp_path / "home" / ".gitignore").write_text("secret/\n", encoding="utf-8")
    for place in (tmp_path / "home", tmp_path / "home" / "keys" / "deep"):
        with pytest.raises(OptionError, match="git 版本库"):
            _refused(place)
    _refused(tmp_path / "home" / "secret")
    _refused(tmp_path / "home" / "secret" / "deep")
