"""Both folders are found at the top of a checkout; `tests/system/test_wheel.py` asks a wheel."""

from __future__ import annotations

from pathlib import Path

from jjledger.render.resources import site_files, templates

ROOT = Path(__file__).resolve().parents[3]


def test_a_checkout_reads_the_folders_at_its_top() -> None:
    assert templates() == ROOT / "templates"
    assert site_files() == ROOT / "site"


def test_both_are_there() -> None:
    assert templates().is_dir()
    assert site_files().is_dir()
