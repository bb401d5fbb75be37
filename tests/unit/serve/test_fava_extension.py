"""公示预览 and 检查结果, on a public book and on the accountant's own."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from fava.core import FavaLedger
from werkzeug import Request
from werkzeug.test import Client, EnvironBuilder

from jjledger.serve import fava_extension
from jjledger.serve.book_host import BookHost
from jjledger.serve.fava_application import Address, ask, fava_of
from jjledger.serve.published import Published
from tests.small_sites import HOST, client, publish

SAMPLE = Path(__file__).parents[3] / "ledgers" / "bailu"
DECIDED = '  decision: "'


class Day(date):
    """A day after the sample's last."""

    @classmethod
    def today(cls) -> date:
        return date(2026, 1, 31)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(fava_extension, "date", Day)
    return Path(shutil.copytree(SAMPLE, tmp_path / "bailu"))


def private_page(folder: Path, name: str) -> str:
    fava = fava_of("bailu", FavaLedger(str(folder / "main.beancount"), poll_watcher=True), read_only=False)
    address = Address("", f"/bailu/extension/{name}/", "")
    return ask(fava, Request(EnvironBuilder().get_environ()), address).get_data(as_text=True)


def drop_a_decision(folder: Path) -> str:
    """Plant the mistake; give the file's name."""
    for path in sorted(folder.glob("*/*.beancount")):
        lines = path.read_text("utf-8").splitlines(keepends=True)
        decided = [number for number, line in enumerate(lines) if line.startswith(DECIDED)]
        if decided:
            del lines[decided[0]]
            path.write_text("".join(lines), "utf-8")
            return str(path.relative_to(folder))
    raise AssertionError("the sample has no decision")


def test_a_public_book_lists_what_is_out_and_what_is_held(tmp_path: Path) -> None:
    publish(tmp_path, "jia")
    page = client(tmp_path).get("/book/jia/extension/DisclosurePreview/").text
    assert '<a href="/d/jia/2025-01/public-revenue/" data-remote>2025年1月公共收益收支公示</a>' in page
    assert '<td class="num">700.00</td>' in page
    assert "2025年2月公共收益收支公示<br>暂缓公示：账上有 1 条阻断" in page
    assert "/d/jia/2025-02/" not in page  # nothing to lead to


def test_a_public_book_shows_the_findings_as_published_and_no_place(tmp_path: Path) -> None:
    publish(tmp_path, "jia", checks=[{"code": "B40", "severity": "block", "words": "支出没有决定<b>"}])
    page = client(tmp_path).get("/book/jia/extension/CheckResults/").text
    assert "检查结果：1 条" in page
    assert "<td>阻断</td>" in page
    assert "支出没有决定&lt;b&gt;" in page


def test_a_book_without_record_says_so(tmp_path: Path) -> None:
    publish(tmp_path, "jia")
    for name in ("index", "checks"):
        (tmp_path / f"d/jia/{name}.json").unlink()
    host = BookHost(Published(tmp_path))
    request = Request(EnvironBuilder().get_environ())
    assert "还没有公示的报表" in host.answer(request, "jia", "extension/DisclosurePreview/").get_data(
        as_text=True
    )
    assert "没有发现问题" in host.answer(request, "jia", "extension/CheckResults/").get_data(as_text=True)


def test_a_record_written_anew_is_shown_at_once(tmp_path: Path) -> None:
    publish(tmp_path, "jia")
    reader: Client = client(tmp_path)
    assert "没有发现问题" in reader.get("/book/jia/extension/CheckResults/", base_url=f"http://{HOST}").text
    publish(tmp_path, "jia", checks=[{"code": "E12", "severity": "warn", "words": "没有与银行核对"}])
    assert "没有与银行核对" in reader.get("/book/jia/extension/CheckResults/").text


def test_sound_private_books_show_what_would_go_out(folder: Path) -> None:
    page = private_page(folder, "DisclosurePreview")
    assert "公共收益收支公示 · 公共收益 · 2025年" in page
    assert "<strong>期末结余</strong>" in page
    assert "现在不能公示" not in page


def test_a_planted_mistake_is_found_where_it_stands_and_holds_the_preview(folder: Path) -> None:
    name = drop_a_decision(folder)
    results = private_page(folder, "CheckResults")
    assert "阻断" in results
    assert f"{name}:" in results
    assert "没有写明业主共同决定的编号。<br>依据: 民法典第278条" in results
    assert "请在该笔下加一行" in results
    preview = private_page(folder, "DisclosurePreview")
    assert "现在不能公示" in preview
    assert "条阻断" in preview
    assert "期末结余" not in preview


def test_books_that_cannot_be_read_give_the_reason(folder: Path) -> None:
    ledger = FavaLedger(str(folder / "main.beancount"), poll_watcher=True)
    fava = fava_of("bailu", ledger, read_only=False)
    (folder / "community.toml").write_text("nonsense", "utf-8")
    address = Address("", "/bailu/extension/CheckResults/", "")
    # Fava itself read the folder before; the page reads it now.
    ledger.watcher.last_checked = 2**62
    page = ask(fava, Request(EnvironBuilder().get_environ()), address).get_data(as_text=True)
    assert "账本打不开" in page
    assert "community.toml" in page
