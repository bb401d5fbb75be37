"""Piles of notices: one file, or volumes where one would be too thick to hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from jjledger.store.system import RealSystem
from jjledger.workflows import notices
from tests.unit.render import made_papers as made


@pytest.mark.parametrize(
    ("count", "names"),
    [(1, [""]), (2, [""]), (3, ["-01", "-02"]), (4, ["-01", "-02"]), (5, ["-01", "-02", "-03"])],
)
def test_a_pile_is_cut_into_volumes_in_its_order(
    count: int, names: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notices, "_VOLUME", 2)
    pile = [made.share(f"01-1-{door}", f"01幢1单元{door}室") for door in range(101, 101 + count)]
    written = notices.write_notices(pile, tmp_path / "print", RealSystem())
    texts = {path.stem: path.read_text(encoding="utf-8") for path in written if path.suffix == ".html"}
    assert list(texts) == [f"guiyu-share-notice-20251231{name}" for name in names]
    for place, notice in enumerate(pile):
        assert notice.head.house in list(texts.values())[place // 2 if len(names) > 1 else 0]


def test_each_house_may_have_a_file_of_its_own(tmp_path: Path) -> None:
    pile = [made.share(), made.share("01-2-302", "01幢2单元302室")]
    written = notices.write_notices(pile, tmp_path, RealSystem(), each=True)
    assert [path.name for path in written if path.suffix == ".pdf"] == [
        f"guiyu-share-notice-20251231-01-2-30{door}.pdf" for door in (1, 2)
    ]
