"""The register of common property: read whole, a mistake at its line."""

from __future__ import annotations

from pathlib import Path

from jjledger.books.asset_file import read_assets
from jjledger.books.source import Source


def source_with(folder: Path, name: str, text: str) -> Source:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return Source(folder)


def test_the_register_of_assets(tmp_path: Path) -> None:
    head = "id,class,name,place,quantity,since,until,contracts,note\n"
    source = source_with(
        tmp_path, "assets.csv", f"{head}TC-01,停车,车位,广场,20,2024-01-01,2025-12-31,2025-01 2025-02,备注\n"
    )
    (asset,), findings = read_assets(source)
    assert not findings
    assert (asset.quantity, asset.contracts, asset.line) == (20, ("2025-01", "2025-02"), 2)
    twice = source_with(tmp_path / "b", "assets.csv", head + "A,停车,a,,,2024-01-01,,,\n" * 2)
    assert [(one.code, one.place.line) for one in read_assets(twice)[1]] == [("E82", 3)]
    assert read_assets(Source(tmp_path / "none")) == ((), ())
