"""How many books stay in memory, which edition is shown, and what a strange request gets."""

import gc
import tempfile
import weakref
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from pathlib import Path
from threading import Event

import pytest
from fava.core import FavaLedger
from werkzeug import Request, Response
from werkzeug.test import EnvironBuilder

from jjledger.serve import book_host
from jjledger.serve.book_host import BookHost
from jjledger.serve.hosted_ledger import HostedLedger
from jjledger.serve.published import Published
from tests.small_sites import BOOK, REPORTS, publish, write


@pytest.fixture
def loaded(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note each loading of a book by its title."""
    titles: list[str] = []

    class Noted(HostedLedger):
        def load_file(self) -> None:
            super().load_file()
            titles.append(self.options["title"])

    monkeypatch.setattr(book_host, "HostedLedger", Noted)
    return titles


def book(name: str) -> str:
    return BOOK.replace("同名小区", name)


def tree(root: Path, *codes: str) -> Published:
    for code in codes:
        publish(root, code, book(code))
    return Published(root)


def ask(host: BookHost, code: str, address: str = "api/ledger_data") -> Response:
    path, _, query = address.partition("?")
    return host.answer(Request(EnvironBuilder(query_string=query).get_environ()), code, path)


def title(host: BookHost, code: str) -> str:
    return str(ask(host, code).json["data"]["options"]["title"])


def inotify_instances() -> int:
    links = (entry.readlink() for entry in Path("/proc/self/fd").iterdir() if entry.is_symlink())
    return sum("inotify" in str(link) for link in links)


def test_a_book_is_loaded_once_and_shown_again(tmp_path: Path, loaded: list[str]) -> None:
    host = BookHost(tree(tmp_path, "jia"))
    assert [ask(host, "jia", report).status_code for report in REPORTS] == [302] + [200] * (len(REPORTS) - 1)
    assert loaded == ["jia"]


def test_the_book_asked_for_longest_ago_makes_room(tmp_path: Path, loaded: list[str]) -> None:
    host = BookHost(tree(tmp_path, "jia", "yi", "bing"), capacity=2)
    for code in ("jia", "yi", "jia", "bing", "jia", "yi"):
        ask(host, code)
    assert loaded == ["jia", "yi", "bing", "yi"]


def test_never_more_books_in_memory_than_there_is_room_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alive: list[weakref.ref[HostedLedger]] = []
    copies: list[Path] = []

    class Followed(HostedLedger):
        def load_file(self) -> None:
            super().load_file()
            alive.append(weakref.ref(self))
            copies.append(Path(self.beancount_file_path))

    monkeypatch.setattr(book_host, "HostedLedger", Followed)
    codes = [f"c{number}" for number in range(9)]
    host = BookHost(tree(tmp_path, *codes), capacity=3)
    for code in codes:
        ask(host, code, "balance_sheet/")
    gc.collect()
    assert sum(ledger() is not None for ledger in alive) == 3
    assert [copy.exists() for copy in copies] == [False] * 6 + [True] * 3


def test_a_book_published_anew_is_shown_anew(tmp_path: Path, loaded: list[str]) -> None:
    host = BookHost(tree(tmp_path, "jia"))
    assert title(host, "jia") == "jia"
    publish(tmp_path, "jia", book("改名"))
    assert title(host, "jia") == "改名"
    assert loaded == ["jia", "改名"]


def test_a_site_published_anew_is_shown_anew(tmp_path: Path) -> None:
    for number, name in ((1, "旧名"), (2, "新名")):
        publish(tmp_path / f".public/{number}", "jia", book(name))
    (tmp_path / "public").symlink_to(".public/1")
    host = BookHost(Published(tmp_path / "public"))
    assert title(host, "jia") == "旧名"
    (tmp_path / "next").symlink_to(".public/2")
    (tmp_path / "next").replace(tmp_path / "public")
    assert title(host, "jia") == "新名"


def test_a_book_that_is_withdrawn_is_gone_at_once(tmp_path: Path) -> None:
    host = BookHost(tree(tmp_path, "jia"))
    assert host.holds("jia")
    assert ask(host, "jia").status_code == HTTPStatus.OK
    (tmp_path / "d/jia/book.beancount").unlink()
    assert not host.holds("jia")
    assert ask(host, "jia").status_code == HTTPStatus.NOT_FOUND


def test_two_who_come_at_once_share_one_loading(tmp_path: Path, loaded: list[str]) -> None:
    host = BookHost(tree(tmp_path, "jia"))
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: ask(host, "jia").status_code, range(8)))
    assert answers == [200] * 8
    assert loaded == ["jia"]


def test_seventy_books_open_no_inotify_instance(tmp_path: Path) -> None:
    codes = [f"c{number}" for number in range(70)]
    host = BookHost(tree(tmp_path, *codes))
    before = inotify_instances()
    assert {ask(host, code, "balance_sheet/").status_code for code in codes} == {200}
    assert inotify_instances() == before


def test_favas_own_watcher_would_open_some(tmp_path: Path) -> None:
    before = inotify_instances()
    ledger = FavaLedger(str(write(tmp_path, "book.beancount", BOOK)))
    try:
        opened = 0
        for _ in range(200):  # its threads take a moment to start
            opened = inotify_instances() - before
            if opened:
                break
            Event().wait(0.02)
        assert opened
    finally:
        ledger.watcher.__exit__(None, None, None)


def test_no_answer_about_one_community_names_the_other(tmp_path: Path) -> None:
    """Both have the same title, so that Fava by itself gives them the same address."""
    for code in ("jia", "yi"):
        publish(tmp_path, code)
    host = BookHost(Published(tmp_path))
    for report in REPORTS:
        for code, other in (("jia", "yi"), ("yi", "jia")):
            response = ask(host, code, report)
            told = response.get_data(as_text=True) + str(response.headers)
            assert f"/{code}/" in told or "api/" in report or report == "download-journal/"
            assert f"/{other}" not in told


@pytest.mark.parametrize("address", ["query/", "api/query?query_string=SELECT 1", "document/?filename=/etc/passwd",
                                     "api/extract?filename=/etc/passwd&importer=x", "statement/",
                                     "download-query/query_result.csv?query_string=SELECT 1"])  # fmt: skip
def test_what_a_reader_must_not_ask_is_not_there(tmp_path: Path, address: str) -> None:
    assert ask(BookHost(tree(tmp_path, "jia")), "jia", address).status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("name", ["/etc/passwd", "../jia/book.beancount", "index.json", "/proc/self/environ"])
def test_the_source_of_other_files_is_refused_in_our_words_and_not_logged(
    tmp_path: Path, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    response = ask(BookHost(tree(tmp_path, "jia")), "jia", f"api/source?filename={name}")
    assert response.status_code == HTTPStatus.NOT_FOUND
    assert response.json == {"error": "地址可能写错了，或者这一页还没有公示。"}
    assert not caplog.records


@pytest.mark.parametrize("name", ["", "book.beancount"])
def test_the_source_is_the_book_as_it_is_published(tmp_path: Path, name: str) -> None:
    response = ask(BookHost(tree(tmp_path, "jia")), "jia", f"api/source?filename={name}")
    assert response.json["data"]["source"] == book("jia")
    assert response.json["data"]["file_path"] == "book.beancount"


def test_no_answer_says_where_the_server_keeps_its_copy(tmp_path: Path, loaded: list[str]) -> None:
    host = BookHost(tree(tmp_path, "jia"))
    entries = ask(host, "jia", "api/journal").json["data"]
    context = f"api/context?entry_hash={entries[-1]['entry_hash']}"
    for report in (*REPORTS, "api/journal", context):
        told = ask(host, "jia", report).get_data(as_text=True)
        assert tempfile.gettempdir() not in told, report
    assert ask(host, "jia").json["data"]["options"]["filename"] == "book.beancount"
    assert loaded == ["jia"]


def test_what_breaks_inside_fava_is_told_in_our_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        book_host, "ask", lambda *_: Response("trouble", 500, content_type="application/json")
    )
    response = ask(BookHost(tree(tmp_path, "jia")), "jia")
    assert response.status_code == HTTPStatus.INTERNAL_SERVER_ERROR
    assert response.json == {"error": "这一页暂时打不开，请稍后再试或告诉物业管理处。"}


def test_income_and_expense_are_shown_before_closing_and_owners_money_after(tmp_path: Path) -> None:
    host = BookHost(tree(tmp_path, "jia"))
    income, both, expense = ask(host, "jia", "api/income_statement").json["data"]["trees"]
    assert both["account"] == "收支差额（各资金合计）"  # no 净利润 of several funds
    assert (income["balance_children"], expense["balance_children"]) == ({"CNY": -1000}, {"CNY": 300})
    assets, _, equity = ask(host, "jia", "api/balance_sheet").json["data"]["trees"]
    assert (assets["balance_children"], equity["balance_children"]) == ({"CNY": 700}, {"CNY": -700})
    held = [child["account"] for child in equity["children"] if child["balance_children"]]
    assert held == ["Equity:3公共收益"]  # nothing waits in Earnings


def test_a_costly_question_is_refused_in_words_that_fava_shows(tmp_path: Path) -> None:
    response = ask(BookHost(tree(tmp_path, "jia")), "jia", "api/journal?filter=.*.*")
    assert response.status_code == HTTPStatus.BAD_REQUEST
    assert response.json == {"error": "筛选条件太复杂，请写得简单些。"}


def test_a_wrong_filter_is_told_by_fava_itself(tmp_path: Path) -> None:
    response = ask(BookHost(tree(tmp_path, "jia")), "jia", "api/income_statement?filter=((")
    assert response.status_code == HTTPStatus.BAD_REQUEST
    assert "filter" in response.json["error"]


def test_a_full_house_is_told_to_come_later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    entered, leave = Event(), Event()
    stock = book_host.ask

    def slow(*args: object) -> Response:
        entered.set()
        leave.wait(10)
        return stock(*args)

    monkeypatch.setattr(book_host, "_AT_ONCE", 1)
    monkeypatch.setattr(book_host, "ask", slow)
    host = BookHost(tree(tmp_path, "jia"))
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(ask, host, "jia")
        assert entered.wait(10)
        second = ask(host, "jia")
        leave.set()
        assert first.result().status_code == HTTPStatus.OK
    assert second.status_code == HTTPStatus.SERVICE_UNAVAILABLE
    assert ask(host, "jia").status_code == HTTPStatus.OK


def test_a_page_brings_our_style_sheet_and_chinese_to_any_browser(tmp_path: Path) -> None:
    environ = EnvironBuilder(headers={"Accept-Language": "ja, en;q=0.8"}).get_environ()
    answer = BookHost(tree(tmp_path, "jia")).answer(Request(environ), "jia", "balance_sheet/")
    page = answer.get_data(as_text=True)
    assert '<html lang="zh-CN">' in page
    assert '<link rel="stylesheet" href="/book/reader.css"></head>' in page
    assert '"Balance Sheet":"\\u8d44\\u4ea7\\u8d1f\\u503a\\u8868"' in page  # 资产负债表
