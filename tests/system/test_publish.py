"""From ledgers to a site, as a stranger would look at it."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from tests.publishing import SMALL, change, command, district, publish, tree

# Read by every Python process at its start: years later than it is.
ANOTHER_CLOCK = """
import copyreg, datetime, pathlib, time

real, later = time.time, 300_000_000
pathlib.Path(__file__).with_name("asked").touch()
time.time = lambda: real() + later
time.time_ns = lambda: int(time.time() * 1e9)


class Moments(type):
    def __instancecheck__(cls, value):
        return isinstance(value, cls.__base__)


class Later(datetime.datetime, metaclass=Moments):
    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(time.time(), tz)


class LaterDay(datetime.date, metaclass=Moments):
    @classmethod
    def today(cls):
        return cls.fromtimestamp(time.time())


def day(*parts):
    return real_day(*parts)


real_day = datetime.date
copyreg.pickle(real_day, lambda one: (day, (one.year, one.month, one.day)))
datetime.datetime, datetime.date = Later, LaterDay
"""
MAIN = {"public-revenue", "maintenance-fund", "public-housing"}


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Publish two communities; give the ledgers and the site, for tests that only read."""
    folder = tmp_path_factory.mktemp("published")
    ledgers = district(folder / "ledgers", *SMALL)
    result = publish(ledgers, folder / "public")
    assert result.returncode == 0, result.stderr
    return ledgers, folder / "public"


@pytest.fixture
def copied(published: tuple[Path, Path], tmp_path: Path) -> tuple[Path, Path]:
    """Copy ledgers and site, for tests that change them."""
    shutil.copytree(published[0], tmp_path / "ledgers")
    hidden = published[1].parent / ".public"
    shutil.copytree(hidden, tmp_path / ".public")
    (tmp_path / "public").symlink_to(published[1].readlink())
    return tmp_path / "ledgers", tmp_path / "public"


class Links(HTMLParser):
    """Collects addresses and anchors of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.anchors: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del tag
        for name, value in attrs:
            if name in {"href", "src"} and value:
                self.addresses.append(value)
            if name == "id" and value:
                self.anchors.add(value)


def links(page: Path) -> Links:
    found = Links()
    found.feed(page.read_text(encoding="utf-8"))
    return found


def pages(site: Path) -> Iterator[Path]:
    yield from site.rglob("*.html")


def test_every_page_has_its_paper_and_its_data(published: tuple[Path, Path]) -> None:
    _, site = published
    folders = {path.parent for path in site.glob("d/*/*/v*/*/index.html")}
    main = {folder for folder in folders if folder.name in MAIN}
    # two years: a year of public revenue, half-years and years of the fund, each twice
    assert len(main) == 16
    for folder in folders:
        names = {path.name for path in folder.iterdir()}
        assert names >= {"index.html", "large.html", "report.pdf", "data.json"}
        assert {name.replace(".csv", ".xlsx") for name in names if name.endswith(".csv")} == {
            name for name in names if name.endswith(".xlsx")
        }
        posters = {"poster-a4.pdf", "poster-a3.pdf", "poster-a2.pdf", "one-sheet.pdf"}
        # of 2024 the fund's two half-years and year are too old to hang on 31 January 2026
        hung = folder in main and folder.parents[1].name.startswith("2025")
        assert names & posters == (posters if hung else set())


def test_every_link_leads_somewhere_in_the_tree(published: tuple[Path, Path]) -> None:
    _, site = published
    known = {page.resolve(): links(page) for page in pages(site)}
    for page, found in known.items():
        for address in found.addresses:
            parts = urlsplit(address)
            if parts.scheme in {"mailto", "data"}:
                continue
            assert not parts.scheme, f"{page}: {address}"
            target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
            assert target.is_file(), f"{page}: {address}"
            if parts.fragment:
                assert parts.fragment in known[target].anchors, f"{page}: {address}"


def test_every_line_of_a_page_can_be_followed_to_its_voucher_in_the_ledger(
    published: tuple[Path, Path],
) -> None:
    ledgers, site = published
    for code in SMALL:
        books = "\n".join(path.read_text(encoding="utf-8") for path in (ledgers / code).rglob("*.beancount"))
        for path in [path for path in site.glob(f"d/{code}/*/v1/*/data.json") if path.parent.name in MAIN]:
            page = json.loads(path.read_text(encoding="utf-8"))
            shown = {voucher["anchor"]: voucher for voucher in page["vouchers"]}
            lines = page.get("lines") or page["income"] + page["expense"]
            assert lines
            for line in lines:
                assert line["vouchers"]
                for anchor in line["vouchers"]:
                    voucher = shown[anchor]
                    if voucher["number"] != "合并收退":
                        assert f"{voucher['day']} * " in books
                        assert f'voucher: "{voucher["number"]}"' in books


def test_nothing_private_is_in_any_file(published: tuple[Path, Path], tmp_path: Path) -> None:
    ledgers, site = published
    for code in SMALL:
        with (ledgers / code / "register.csv").open(encoding="utf-8") as file:
            ids = {row["household"] for row in csv.DictReader(file)}
        for path in site.rglob("*"):
            if not path.is_file() or path.suffix in {".css", ".svg", ".xlsx"} or "tile" in path.parts:
                continue
            # Which rooms there are, without a figure; and how a room is written, as an example.
            if path.name.startswith("register-") or path.name == "verify.html":
                continue
            text = path.read_text(encoding="utf-8") if path.suffix != ".pdf" else paper(path, tmp_path)
            # A whole word: 01-1-101 is not hidden in a date or in an anchor such as v-2025-01-F0001.
            words = set(re.findall(r"(?<![\w-])[0-9A-Z]+-[0-9A-Z]+-[0-9A-Z]+(?![\w-])", text))
            assert not words & ids, path


def paper(path: Path, tmp_path: Path) -> str:
    text = tmp_path / "paper.txt"
    subprocess.run(["pdftotext", "-layout", path, text], check=True)
    return text.read_text(encoding="utf-8")


def test_the_paper_says_what_the_page_says(published: tuple[Path, Path], tmp_path: Path) -> None:
    _, site = published
    folder = site / "d/bailu/2025/v1/public-revenue"
    page = json.loads((folder / "data.json").read_text(encoding="utf-8"))
    text = paper(folder / "report.pdf", tmp_path)
    for name in ("opening_fen", "income_fen", "expense_fen", "closing_fen"):
        yuan = f"{page[name] / 100:,.2f}"
        assert yuan in text
        assert yuan in (folder / "index.html").read_text(encoding="utf-8")
    assert page["closing_capital"] in text.replace("\n", "")


def test_the_csv_adds_up_to_the_page(published: tuple[Path, Path]) -> None:
    _, site = published
    folder = site / "d/fengwan/2025/v1/public-revenue"
    page = json.loads((folder / "data.json").read_text(encoding="utf-8"))
    text = (folder / "vouchers.csv").read_text(encoding="utf-8")
    assert text.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    assert len({row[0] for row in rows[1:]}) >= 1
    assert sum(voucher["amount_fen"] for voucher in page["vouchers"]) == page["result_fen"]


def test_stock_beancount_reads_the_public_book(published: tuple[Path, Path]) -> None:
    _, site = published
    for code in SMALL:
        book = site / "d" / code / "book.beancount"
        result = subprocess.run(
            [str(Path(sys.executable).parent / "bean-check"), "-C", book],
            capture_output=True,
            text=True,
            check=False,
        )
        assert (result.returncode, result.stderr) == (0, "")


def test_anybody_adds_the_public_book_up_again_with_the_script_beside_it(
    published: tuple[Path, Path],
) -> None:
    _, site = published
    for code in SMALL:
        script = site / "d" / code / "again.sh"
        result = subprocess.run(["/bin/sh", str(script), "awk"], capture_output=True, text=True, check=False)
        assert (result.returncode, result.stderr) == (0, "")
        assert "全部相同" in result.stdout


def test_publishing_again_with_nothing_changed_touches_nothing(copied: tuple[Path, Path]) -> None:
    ledgers, site = copied
    before = site.readlink()
    result = publish(ledgers, site)
    assert result.returncode == 0
    assert "没有变化" in result.stdout
    assert site.readlink() == before


def test_the_same_ledgers_make_the_same_bytes_anywhere(published: tuple[Path, Path], tmp_path: Path) -> None:
    ledgers, site = published
    for name in ("elsewhere", "cache", "clock"):
        (tmp_path / name).mkdir()
    (tmp_path / "clock/sitecustomize.py").write_text(ANOTHER_CLOCK, encoding="utf-8")
    shutil.copytree(ledgers, tmp_path / "ledgers")
    result = publish(
        tmp_path / "ledgers", tmp_path / "public",
        PYTHONHASHSEED="7", TMPDIR=str(tmp_path / "elsewhere"), XDG_CACHE_HOME=str(tmp_path / "cache"),
        LC_ALL="C", LANG="tr_TR.UTF-8", TZ="America/New_York", PYTHONPATH=str(tmp_path / "clock"),
    )  # fmt: skip
    assert result.returncode == 0, result.stderr
    assert (tmp_path / "clock/asked").exists()  # the other clock was the one they had
    assert len(list(tmp_path.glob("cache/jjledger/fonts/*.otf"))) == 2  # and the fonts were cut anew
    assert tree(tmp_path / "public") == tree(site)


def test_books_that_break_leave_what_is_out_and_say_so(copied: tuple[Path, Path]) -> None:
    ledgers, site = copied
    before = tree(site)
    change(ledgers / "bailu/2025/2025-03.beancount", "attachments: ", "anhang: ")
    result = publish(ledgers, site)
    assert result.returncode == 1
    assert "暂缓公示" in result.stdout
    assert "2025/2025-03.beancount" in result.stdout
    after = tree(site)
    assert {path for path in before if after.get(path) != before[path]} <= {
        "index.html", "large.html", "index.json", "communities.json", "names.json",
        *(f"d/bailu/{name}" for name in ("index.html", "large.html", "index.json", "checks.json")),
        "SITE.sums", "SITE.note", "d/bailu/datapackage.json", "d/bailu/book.beancount",
        "d/bailu/again.sh", "d/bailu/again.txt",
    }  # fmt: skip
    assert "d/bailu/book.beancount" not in after
    index = json.loads((site / "d/bailu/index.json").read_text(encoding="utf-8"))
    assert index["held"]
    assert publish(ledgers, site).returncode == 1  # still held the second time


@pytest.mark.parametrize("fault", ["an unconfirmed voucher", "a syntax error"])
def test_wrong_books_never_change_a_figure_of_the_front_pages(copied: tuple[Path, Path], fault: str) -> None:
    ledgers, site = copied
    before = json.loads((site / "index.json").read_text(encoding="utf-8"))
    month = ledgers / "bailu/2025/2025-12.beancount"
    text = month.read_text(encoding="utf-8")
    bank = re.search(r"Assets:3公共收益:1001银行存款:\S+", text)
    assert bank is not None
    voucher = (
        '\n2025-12-30 * "某公司" "清洗"\n  voucher: "收-0099"\n  attachments: 1\n  prepared: "甲"\n  reviewed: "乙"\n'
        f"  {bank[0]}  1000.00 CNY\n  Income:3公共收益:6001停车:01月租  -1000.00 CNY\n"
    )
    month.write_text(
        text + (voucher if fault == "an unconfirmed voucher" else "2025-12-30 *)\n"), encoding="utf-8"
    )
    assert publish(ledgers, site).returncode == 1
    after = json.loads((site / "index.json").read_text(encoding="utf-8"))
    for name in ("vouchers", "public_revenue_fen", "maintenance_fund_fen"):
        assert after[name] == before[name]


def test_books_that_cannot_be_read_leave_their_neighbours_alone(copied: tuple[Path, Path]) -> None:
    ledgers, site = copied
    change(ledgers / "bailu/2025/2025-03.beancount", "2025-03-21 *", "2025-03-21 *)")
    change(ledgers / "fengwan/community.toml", 'contact          = "', 'contact          = "第二')
    result = publish(ledgers, site)
    assert result.returncode == 1
    assert "bailu" in result.stderr
    assert "第二" in (site / "d/fengwan/index.html").read_text(encoding="utf-8")
    assert (site / "d/bailu/2025/v1/public-revenue/index.html").is_file()
    assert "账簿读不出来" in (site / "d/bailu/index.html").read_text(encoding="utf-8")


def test_one_community_of_a_district_leaves_the_others_on_the_site(copied: tuple[Path, Path]) -> None:
    ledgers, site = copied
    before = tree(site)
    change(ledgers / "bailu/community.toml", 'contact          = "', 'contact          = "第二')
    assert publish(ledgers / "bailu", site).returncode == 0
    after = tree(site)
    assert {path: after[path] for path in before if path.startswith("d/fengwan/")} == {
        path: digest for path, digest in before.items() if path.startswith("d/fengwan/")
    }
    assert json.loads((site / "index.json").read_text(encoding="utf-8"))["communities"] == 2


def test_one_period_alone_can_be_published(published: tuple[Path, Path], tmp_path: Path) -> None:
    ledgers, _ = published
    result = publish(ledgers / "bailu", tmp_path / "public", "--period", "2025-Q3", "--json")
    assert result.returncode == 0, result.stderr
    (report,) = json.loads(result.stdout)
    assert (report["community"], report["made"], report["held"]) == ("bailu", 1, False)
    assert [path.parent.name for path in (tmp_path / "public").glob("d/*/2025-Q3/*/")] == ["2025-Q3"]


def test_a_month_is_no_period_to_publish(published: tuple[Path, Path], tmp_path: Path) -> None:
    result = publish(published[0], tmp_path / "public", "--period", "2025-07")
    assert result.returncode == 2
    assert "不按单月" in result.stderr
    assert not (tmp_path / "public").exists()


def test_a_character_that_no_font_has_is_named(tmp_path: Path) -> None:
    ledgers = district(tmp_path / "ledgers", "bailu")
    change(
        ledgers / "bailu/community.toml", 'contact          = "', 'contact          = "\ue123'
    )  # for private use
    result = publish(ledgers / "bailu", tmp_path / "public", "--period", "2025")
    assert result.returncode == 0
    assert "提醒 P03" in result.stdout
    assert "印作〓：\ue123" in result.stdout


def test_a_hostile_name_stays_text(tmp_path: Path) -> None:
    ledgers = district(tmp_path / "ledgers", "bailu")
    name = '<b>白鹭</b>·「Ⅱ」&"𠮷"'
    change(ledgers / "bailu/community.toml", 'name   = "白鹭小筑"', f"name   = '{name}'")
    assert publish(ledgers, tmp_path / "public").returncode == 0
    site = tmp_path / "public"
    for page in pages(site):
        assert "<b>白鹭" not in page.read_text(encoding="utf-8")
    assert json.loads((site / "d/bailu/index.json").read_text(encoding="utf-8"))["name"] == name


def test_a_process_killed_while_it_publishes_leaves_the_old_site_or_the_new_one(
    copied: tuple[Path, Path],
) -> None:
    ledgers, site = copied
    before = tree(site)
    for code in SMALL:
        change(ledgers / code / "community.toml", 'contact          = "', 'contact          = "第二')
    seen = []
    for wait in (0.3, 0.6, 0.9, 1.2, 1.6):
        with subprocess.Popen(
            command(ledgers, site),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        ) as process:
            time.sleep(wait)
            if process.poll() is not None:
                break
            os.killpg(process.pid, signal.SIGKILL)
        seen.append(tree(site))
    assert publish(ledgers, site).returncode == 0
    after = tree(site)
    assert after != before
    assert seen[0] == before
    assert all(one in (before, after) for one in seen)  # killed just behind the turn, it is the new one


def test_a_folder_that_leads_out_of_the_tree_is_refused(tmp_path: Path) -> None:
    ledgers = district(tmp_path / "ledgers", "bailu")
    (ledgers / "bailu/vouchers").mkdir(exist_ok=True)
    (ledgers / "bailu/vouchers/a.pdf").symlink_to("/etc/hostname")
    result = publish(ledgers, tmp_path / "public")
    assert result.returncode == 2
    assert "链接" in result.stderr
    assert not (tmp_path / "public").exists()
