"""Papers for the notice board by command: of what is out, as a draft, and what is refused."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from jjledger.period import parse_period
from jjledger.store.system import RealSystem
from jjledger.workflows import community_site
from jjledger.workflows.order import order_of
from jjledger.workflows.publish import publish as publish_here
from tests.ledgers import run
from tests.publishing import SMALL, TODAY, district, publish
from tests.unit.render.paper import sheets

NAMES = ["poster-a4.pdf", "poster-a3.pdf", "poster-a2.pdf", "one-sheet.pdf"]
DAY = ("--today", TODAY)


def papers(folder: Path) -> list[Path]:
    """List the papers in a folder without the sheet by which they are verified."""
    return sorted(path for path in folder.iterdir() if "check-sheet" not in path.name)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Publish a year of one community; give its ledger and the site."""
    folder = tmp_path_factory.mktemp("posters")
    ledgers = district(folder / "ledgers", *SMALL)
    done = publish(ledgers / SMALL[0], folder / "public", "--period", "2025")
    assert done.returncode == 0, done.stderr
    return ledgers / SMALL[0], folder / "public"


def test_the_papers_of_a_period_that_is_out_are_those_that_went_out(
    published: tuple[Path, Path], tmp_path: Path
) -> None:
    ledger, site = published
    done = run("jjledger", "poster", ledger, "--site", site, "--to", tmp_path / "out", *DAY)
    assert (done.returncode, done.stderr) == (0, "")
    folder = site / "d" / SMALL[0] / "2025" / "v1"
    documents = sorted(path.parent.name for path in folder.glob("*/poster-a4.pdf"))
    assert documents
    expected = [f"{SMALL[0]}-2025-{document}-{name}" for document in documents for name in NAMES]
    made = [Path(line).name for line in done.stdout.splitlines()]
    assert sorted(name for name in made if "check-sheet" not in name) == sorted(expected)
    assert sum("check-sheet" in name for name in made) == 1
    for document in documents:
        for name in NAMES:
            fetched = tmp_path / "out" / f"{SMALL[0]}-2025-{document}-{name}"
            assert fetched.read_bytes() == (folder / document / name).read_bytes()


def test_a_large_poster_comes_out_of_a_small_printer(published: tuple[Path, Path], tmp_path: Path) -> None:
    ledger, site = published
    options = ("--document", "maintenance-fund", "--tiles", "--site", site, "--to", tmp_path, "--json")
    done = run("jjledger", "poster", ledger, "2025", *options, *DAY)
    paths = [Path(path) for path in json.loads(done.stdout)["files"] if "check-sheet" not in path]
    assert [path.name for path in paths] == [
        f"{SMALL[0]}-2025-maintenance-fund-{name}" for name in (*NAMES, "poster-a3-tiles.pdf")
    ]
    upper, lower = sheets(paths[-1].read_bytes())
    index = json.loads((site / "d" / SMALL[0] / "2025" / "index.json").read_text(encoding="utf-8"))
    assert "维修资金收支公示" in upper
    (edition,) = index["editions"]
    assert f"公示登记册第{edition['entry']}条，登记册校验码{edition['log_root']}" in lower


def test_papers_of_a_period_long_over_are_printed_when_asked_for_as_they_would_have_gone_out(
    published: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger, _ = published
    site = tmp_path / "public"
    assert publish(ledger, site, "--period", "2024").returncode == 0
    assert not list(site.rglob("poster-*.pdf"))
    page = (site / "d" / SMALL[0] / "2024" / "index.html").read_text(encoding="utf-8")
    assert "没有另印海报和大字一页" in page
    assert ".pdf" not in page
    done = run("jjledger", "poster", ledger, "2024", "--site", site, "--to", tmp_path / "out", *DAY)
    assert (done.returncode, done.stderr) == (0, "")
    monkeypatch.setattr(community_site, "hangs", lambda *_: True)
    order = order_of(ledger, tmp_path / "all", date.fromisoformat(TODAY), parse_period("2024"))
    publish_here(order, RealSystem(), lambda parts, _: parts)
    edition = tmp_path / "all/d" / SMALL[0] / "2024/v1"
    expected = {
        f"{SMALL[0]}-2024-{path.parent.name}-{path.name}": path.read_bytes()
        for path in edition.rglob("*.pdf")
        if path.name in NAMES
    }
    assert len(expected) == 4 * 2
    assert {path.name: path.read_bytes() for path in papers(tmp_path / "out")} == expected


def test_a_copy_that_goes_up_later_counts_its_days_from_then(
    published: tuple[Path, Path], tmp_path: Path
) -> None:
    ledger, site = published
    options = ("--document", "maintenance-fund", "--site", site, "--to", tmp_path, "--tiles", *DAY)
    done = run("jjledger", "poster", ledger, "2025", "--from", "2026-12-20", *options)
    assert (done.returncode, done.stderr) == (0, "")
    names = [*NAMES, "poster-a3-tiles.pdf"]
    made = {name: tmp_path / f"{SMALL[0]}-2025-maintenance-fund-from-2026-12-20-{name}" for name in names}
    assert sorted(path.name for path in papers(tmp_path)) == sorted(path.name for path in made.values())
    for path in made.values():
        # Fifteen days from the day after: eleven of December, and four.
        assert "2026年12月20日起张贴15天，到2027年1月4日止" in "".join(sheets(path.read_bytes()))


def test_without_a_period_all_that_went_out_last_is_fetched(
    published: tuple[Path, Path], tmp_path: Path
) -> None:
    ledger, _ = published
    site = tmp_path / "public"
    for period in ("2025-Q3", "2025-Q4", "2025-H2"):
        assert publish(ledger, site, "--period", period).returncode == 0
    done = run("jjledger", "poster", ledger, "--site", site, "--to", tmp_path / "out", *DAY)
    assert (done.returncode, done.stderr) == (0, "")
    out = {path.parent.parent.parent.name for path in site.rglob("poster-a4.pdf")}
    assert len(out) > 1
    assert {Path(line).name.removeprefix(f"{SMALL[0]}-")[:7] for line in done.stdout.splitlines()} == out


def test_what_has_no_poster_is_hung_as_its_page_on_paper(
    published: tuple[Path, Path], tmp_path: Path
) -> None:
    ledger, site = published
    options = ("--document", "money", "--site", site, "--to", tmp_path, *DAY)
    done = run("jjledger", "poster", ledger, "2025", *options)
    assert (done.returncode, done.stderr) == (0, "")
    (paper,) = papers(tmp_path)
    assert paper.name == f"{SMALL[0]}-2025-money-report.pdf"
    edition = site / "d" / SMALL[0] / "2025" / "v1"
    assert paper.read_bytes() == (edition / "money" / "report.pdf").read_bytes()


def test_a_draft_needs_no_site_and_is_marked(published: tuple[Path, Path], tmp_path: Path) -> None:
    ledger, _ = published
    nowhere = tmp_path / "nowhere"
    done = run(
        "jjledger", "poster", ledger, "2025", "--draft", "--site", nowhere, "--to", tmp_path / "out", *DAY
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("草稿只供讨论，不要张贴。\n")
    drafts = sorted((tmp_path / "out").iterdir())
    assert drafts
    assert all("-draft-" in path.name for path in drafts)
    for path in drafts:
        (text,) = sheets(path.read_bytes())
        assert {"草", "稿"} <= set(text)
        assert "校验码" not in text
        assert "自张贴之日起" in text


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["2024"], "2024年度还没有公示，没有可以张贴的。"),
        (["2025", "--document", "nothing"], "没有这一份可以张贴的。"),
        (["2025", "--document", "money", "--draft"], "没有这一份可以张贴的。"),
        (["2025", "--draft", "--from", "2026-03-20"], "草稿不张贴"),
        (["2025", "--from", "2026-01-01"], "才公示。"),
        (["--draft"], "没有写是哪一期的草稿。"),
        (["2026", "--draft"], "2026年度现在还印不出来："),
    ],
)
def test_what_is_refused(
    published: tuple[Path, Path], tmp_path: Path, arguments: list[str], told: str
) -> None:
    ledger, site = published
    done = run("jjledger", "poster", ledger, *arguments, "--site", site, "--to", tmp_path / "out", *DAY)
    assert done.returncode == 2
    assert told in done.stderr
    assert not (tmp_path / "out").exists()


def test_a_paper_that_was_changed_is_not_handed_out(published: tuple[Path, Path], tmp_path: Path) -> None:
    ledger, site = published
    folder = site / "d" / SMALL[0] / "2025" / "v1"
    paper = next(folder.glob("*/poster-a3.pdf"))
    original = paper.read_bytes()
    paper.chmod(0o644)
    try:
        paper.write_bytes(original + b"%")
        done = run("jjledger", "poster", ledger, "2025", "--site", site, "--to", tmp_path / "out", *DAY)
    finally:
        paper.write_bytes(original)
    assert done.returncode == 2
    assert "这个文件和公示时不一样了，不能张贴。" in done.stderr
    assert not (tmp_path / "out").exists()
