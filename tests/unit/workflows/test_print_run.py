"""Runs of papers: whole or not at all, in the order of the doors, and only what has changed."""

from __future__ import annotations

import csv
import json
import stat
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from jjledger.disclosure.notice_models import ShareNotice
from jjledger.disclosure.pile import Paper, pile_head
from jjledger.errors import StoreError
from jjledger.store.system import RealSystem
from jjledger.workflows import print_run
from jjledger.workflows.print_run import Printed, Run, print_each, print_pile
from tests.unit.render import made_papers as made

HOUSES = ["01-1-101", "01-1-201", "02-1-101", "02-1-102", "02-1-1001"]


class StoppedError(Exception):
    """Somebody pulled the plug."""


def _here(work: Callable[[Any], Any], items: Iterable[Any], place: str) -> Iterator[Any]:
    del place
    return map(work, items)


@pytest.fixture(autouse=True)
def _one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(print_run, "stream", _here)
    monkeypatch.setattr(print_run, "_TOGETHER", 2)


def _notices(houses: Sequence[str] = HOUSES) -> list[ShareNotice]:
    return [made.share(house, f"{house}室") for house in houses]


def _run(papers: Sequence[Paper], stops_at: int = -1) -> Run:
    def draw(places: range) -> list[Paper]:
        if stops_at in places:
            raise StoppedError
        return [papers[place] for place in places]

    holders = [paper.head.household for paper in papers if isinstance(paper, ShareNotice)]
    return Run("guiyu-notices", pile_head(papers[0]), holders, draw, lambda _: [], ("请单面打印",))


def _print(printing: Callable[..., Printed], run: Run, folder: Path) -> tuple[Printed, list[str]]:
    told: list[str] = []

    def watch(made_so_far: Iterable[str], total: int) -> Iterator[str]:
        assert total == len(run.holders)
        for name in made_so_far:
            told.append(name)
            yield name

    return printing(run, folder, ("html",), RealSystem(), watch), told


def test_a_pile_is_cut_into_volumes_and_its_list_names_every_paper(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(print_run, "VOLUME", 3)
    printed, told = _print(print_pile, _run(_notices()), tmp_path / "print")
    assert told == HOUSES
    assert [(line.file, line.sheet_count) for line in printed.page.volumes] == [
        ("guiyu-notices-01.html", 2),
        ("guiyu-notices-02.html", 3),
    ]
    texts = [(printed.folder / line.file).read_text(encoding="utf-8") for line in printed.page.volumes]
    assert [[f"{house}室" in text for house in HOUSES] for text in texts] == [
        [True, True, False, False, False],
        [False, False, True, True, True],
    ]
    with (printed.folder / "guiyu-notices-list.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["序号"], row["册"], row["房屋编号"]) for row in rows] == [
        (str(place), "1" if place < 3 else "2", house) for place, house in enumerate(HOUSES, 1)
    ]
    # 310.31 and 100.01 each
    assert {(row["应分摊（元）"], row["其中尚欠（元）"]) for row in rows} == {("310.31", "100.01")}
    assert (printed.page.amount_fen, printed.page.owed_fen) == (1551_55, 500_05)


def test_nobody_else_may_read_any_of_it(tmp_path: Path) -> None:
    for printing in (print_pile, print_each):
        _print(printing, _run(_notices()), tmp_path / "private" / "print")
    paths = sorted((tmp_path / "private").rglob("*"))
    assert len(paths) > 10
    for path in [tmp_path / "private", *paths]:
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path
    assert (tmp_path / "private" / ".gitignore").read_text() == "*\n"


def test_a_run_that_stops_leaves_the_pile_before_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(print_run, "VOLUME", 3)
    printed, _ = _print(print_pile, _run(_notices()), tmp_path)
    before = {path: path.read_bytes() for path in printed.folder.iterdir()}
    changed = [replace(paper, project="另一个项目") for paper in _notices()]
    with pytest.raises(StoppedError):
        _print(print_pile, _run(changed, stops_at=4), tmp_path)
    assert {path: path.read_bytes() for path in printed.folder.iterdir()} == before
    assert sorted(path.name for path in tmp_path.iterdir()) == [".lock", "guiyu-notices"]


def test_a_pile_that_has_become_thinner_leaves_no_volume_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(print_run, "VOLUME", 2)
    _print(print_pile, _run(_notices()), tmp_path)
    printed, _ = _print(print_pile, _run(_notices(HOUSES[:2])), tmp_path)
    assert sorted(path.suffix for path in printed.folder.iterdir()) == [".csv", ".html", ".pdf", ".xlsx"]


def test_only_papers_that_say_something_else_are_printed_again(tmp_path: Path) -> None:
    papers = _notices()
    first, _ = _print(print_each, _run(papers), tmp_path)
    assert (first.made, first.kept) == (5, 0)
    papers[3] = replace(papers[3], balance_fen=1)
    (first.folder / "guiyu-notices-01-1-201.html").write_text("spoilt by somebody", encoding="utf-8")
    second, told = _print(print_each, _run(papers), tmp_path)
    assert (second.made, second.kept) == (2, 3)
    assert told == ["guiyu-notices-01-1-201", "guiyu-notices-02-1-102"]
    assert "spoilt" not in (first.folder / "guiyu-notices-01-1-201.html").read_text(encoding="utf-8")
    third, told = _print(print_each, _run(papers), tmp_path)
    assert (third.made, third.kept, told) == (0, 5, [])


def test_what_was_written_before_a_run_stopped_need_not_be_made_again(tmp_path: Path) -> None:
    with pytest.raises(StoppedError):
        _print(print_each, _run(_notices(), stops_at=4), tmp_path)
    names = sorted(path.name for path in (tmp_path / "guiyu-notices-each").iterdir())
    assert names == [".made.json", *(f"guiyu-notices-{house}.html" for house in HOUSES[:4])]
    printed, told = _print(print_each, _run(_notices()), tmp_path)
    assert (printed.made, printed.kept, told) == (1, 4, ["guiyu-notices-02-1-1001"])


def test_a_paper_nobody_gets_any_more_is_removed_and_other_forms_of_the_same_stay(tmp_path: Path) -> None:
    first, _ = _print(print_each, _run(_notices()), tmp_path)
    (first.folder / "mine.txt").write_text("kept", encoding="utf-8")
    print_each(
        _run(_notices(HOUSES[1:])), tmp_path, ("json",), RealSystem(), lambda made_so_far, _: made_so_far
    )
    left = {path.name for path in first.folder.iterdir()}
    assert f"guiyu-notices-{HOUSES[0]}.html" not in left
    assert {"mine.txt", f"guiyu-notices-{HOUSES[1]}.html", f"guiyu-notices-{HOUSES[1]}.json"} <= left
    record = json.loads((first.folder / ".made.json").read_text(encoding="utf-8"))
    assert len(record) == 8


_HOLDS = """
import sys
from pathlib import Path
from jjledger.store.lock import locked
from jjledger.store.system import RealSystem
with locked(Path(sys.argv[1]), RealSystem()):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_two_runs_do_not_print_into_one_folder(tmp_path: Path) -> None:
    command = [sys.executable, "-c", _HOLDS, str(tmp_path / ".lock")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(StoreError, match="正在进行"):
            _print(print_pile, _run(_notices()), tmp_path)
        other.communicate("")


@pytest.mark.parametrize("printing", [print_pile, print_each])
def test_characters_there_is_no_type_for_are_named_on_the_list(
    printing: Callable[..., Printed], tmp_path: Path
) -> None:
    papers = [
        replace(paper, project="换\ue123门") if at == 3 else paper for at, paper in enumerate(_notices())
    ]
    printed, _ = _print(printing, _run(papers), tmp_path)
    assert printed.lacking == "\ue123"
    assert printed.page.notes == ("请单面打印", "这些字字体里没有，印作〓：\ue123")
    sound, _ = _print(printing, _run(_notices()), tmp_path)
    assert (sound.lacking, sound.page.notes) == ("", ("请单面打印",))
