"""A walk through the published site as an owner takes it, with a thumb, with and without scripts."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from shutil import copytree
from threading import Thread
from typing import Any, Final

import pytest

from jjledger.render.resources import site_files
from jjledger.workflows.district_files import district_files
from tests.contract.test_page_budgets import city
from tests.running import LOOPBACK, Running

pytestmark = pytest.mark.browser

PHONE: Final = {"width": 390, "height": 844}


@pytest.fixture
def page(phone_browser: Any) -> Iterator[Any]:  # noqa: ANN401 - playwright's own
    """Open a phone that fails the test on whatever the browser complains of."""
    opened = phone_browser.new_page(viewport=PHONE)
    complaints: list[str] = []
    opened.on("console", lambda said: said.type == "error" and complaints.append(said.text))
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    yield opened
    opened.close()
    assert complaints == []


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def big_city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the front pages of a district of 400 communities; give the address."""
    root = tmp_path_factory.mktemp("city")
    copytree(site_files(), root, dirs_exist_ok=True)
    for path, data in district_files(city(400)).items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    server = ThreadingHTTPServer((LOOPBACK, 0), lambda *given: _Quiet(*given, directory=str(root)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://{LOOPBACK}:{server.server_port}"
    server.shutdown()
    server.server_close()


def heading(page: Any) -> str:  # noqa: ANN401 - playwright's own
    return str(page.locator("h1").inner_text())


@pytest.mark.parametrize("first", ["", "large.html"], ids=["normal", "large"])
def test_from_the_index_to_the_paper_without_any_script(
    served_site: Running,
    phone_browser: Any,  # noqa: ANN401 - playwright's own
    first: str,
) -> None:
    page = phone_browser.new_page(viewport=PHONE, java_script_enabled=False)
    name = first or "index.html"
    page.goto(f"{served_site.address}/{first}")
    assert page.locator(".finder").is_hidden()  # nothing would answer
    page.get_by_role("link", name="枫晚居").last.click()
    assert heading(page) == "枫晚居"
    page.locator("#disclosures a[href^='2025/v1/public-revenue/']").click()
    assert heading(page) == "公共收益收支公示"
    assert page.url.endswith(f"/2025/v1/public-revenue/{name}")
    link = page.locator(".statement .links a").first
    anchor = link.get_attribute("href").removeprefix("#")
    link.click()
    voucher = page.locator(f"[id='{anchor}']")
    voucher.locator("summary").click()
    assert voucher.locator(".legs").is_visible()
    assert 0 <= voucher.bounding_box()["y"] < PHONE["height"]
    paper = page.locator(".files a[href$='.pdf']").first.get_attribute("href")
    answer = page.request.get(f"{served_site.address}/d/fengwan/2025/v1/public-revenue/{paper}")
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.body().startswith(b"%PDF-")
    page.locator(".breadcrumb a", has_text="2025年度").click()
    assert heading(page) == "2025年度公示"
    assert page.url.endswith(f"/d/fengwan/2025/{name}")
    page.close()


def test_large_type_stays_until_it_is_left(served_site: Running, page: Any) -> None:  # noqa: ANN401 - playwright's own
    size = "parseFloat(getComputedStyle(document.body).fontSize)"
    page.goto(f"{served_site.address}/d/fengwan/compare/")
    assert page.evaluate(size) == 17
    page.get_by_role("link", name="大字版").click()
    page.wait_for_load_state()
    assert page.evaluate(size) == 24
    page.locator(".compared thead a").first.click()
    page.wait_for_load_state()  # before its styles are there a page is written in the browser's own size
    assert page.evaluate(size) == 24
    assert page.url.endswith("/large.html")
    page.get_by_role("link", name="标准版").click()
    page.wait_for_load_state()
    assert page.evaluate(size) == 17


def found(page: Any) -> list[str]:  # noqa: ANN401 - playwright's own
    return [words.split("\n")[0] for words in page.locator(".finder .found li").all_inner_texts()]


@pytest.mark.parametrize(
    "typed", ["76,570", "76570", "￥76,570.00", "76570.0", "７６５７０元", "76570 元", "￥ 76570"]
)
def test_a_line_is_found_by_its_amount_however_it_is_typed(
    served_site: Running,
    page: Any,  # noqa: ANN401 - playwright's own
    typed: str,
) -> None:
    page.goto(f"{served_site.address}/d/fengwan/find/")
    page.get_by_label("词或金额").fill(typed)
    page.locator(".finder .found li").first.wait_for()
    assert found(page) == ["维修支出"]  # of the year; its half-years spent 53,599.00 and 22,971.00
    page.locator(".finder .found a").click()
    assert page.url.endswith("/d/fengwan/2025/v1/maintenance-fund/index.html#lines")


def test_a_line_is_found_by_words_across_years_and_opens_its_voucher(
    served_site: Running,
    page: Any,  # noqa: ANN401 - playwright's own
) -> None:
    page.goto(f"{served_site.address}/d/fengwan/find/large.html")
    page.get_by_label("词或金额").fill("公共收益 月租 2024年")
    page.locator(".finder .found li").first.wait_for()
    assert found(page) == ["停车·月租", "2024年度地面车位（27个）月租和临停收入"]  # the item, and its voucher
    page.get_by_label("词或金额").fill("结息")
    page.wait_for_function("document.querySelectorAll('.finder .found li').length > 1")
    page.locator(".finder .found a").first.click()
    assert "/large.html#v-20" in page.url
    anchor = page.url.partition("#")[2]
    assert page.locator(f"[id='{anchor}']").is_visible()


@pytest.mark.parametrize("typed", ["枫桂雅苑Ⅱ期", "枫桂雅苑II期", "枫桂·雅苑2期", "枫桂雅苑 二期", "fgyy2q"])
def test_a_community_is_found_however_its_number_is_typed(
    big_city: str,
    page: Any,  # noqa: ANN401 - playwright's own
    typed: str,
) -> None:
    page.goto(f"{big_city}/index.html")
    page.get_by_label("找小区").fill(typed)
    page.locator(".finder .found li").first.wait_for()
    assert [words.split(" ")[0] for words in found(page)] == ["枫桂雅苑2期"]


def test_nothing_found_is_said_and_an_empty_box_shows_all(served_site: Running, page: Any) -> None:  # noqa: ANN401 - playwright's own
    page.goto(f"{served_site.address}/d/fengwan/find/")
    before = page.locator("[data-row]:visible").count()
    page.get_by_label("词或金额").fill("没有这样的一笔")
    page.get_by_text("找到 0 项").wait_for()
    assert page.locator("[data-row]:visible").count() == 0
    page.get_by_label("词或金额").fill("")
    assert page.locator("[data-row]:visible").count() == before > 10


def test_a_page_from_a_disk_looks_through_itself(published_site: Path, page: Any) -> None:  # noqa: ANN401 - playwright's own
    page.goto((published_site / "d/fengwan/find/index.html").resolve().as_uri())
    page.get_by_label("词或金额").fill("76570")
    page.get_by_text("本页找到 1 项").wait_for()
    assert [row.split("\n")[0] for row in page.locator("[data-row]:visible").all_inner_texts()] == [
        "维修支出"
    ]


@pytest.mark.parametrize(
    ("typed", "count"),
    [
        ("桂桂雅苑0期", 1),
        ("雅苑27期", 1),
        ("雅苑27", 11),
        ("ttyy27q", 1),
        ("ggyayuan0qi", 0),
        ("guiguiyayuan0qi", 1),
        ("c0399", 1),
    ],
)
def test_a_community_among_hundreds_is_found_by_any_part_or_its_initials(
    big_city: str,
    page: Any,  # noqa: ANN401 - playwright's own
    typed: str,
    count: int,
) -> None:
    page.goto(f"{big_city}/index.html")
    assert page.locator("[data-row]").count() == 0  # all are on pages of the list
    page.get_by_label("找小区").fill(typed)
    page.get_by_text(f"找到 {count} 项").wait_for()
    assert len(found(page)) == count


def test_communities_that_do_not_fit_leave_the_list_of_a_small_district(
    served_site: Running,
    page: Any,  # noqa: ANN401 - playwright's own
) -> None:
    page.goto(f"{served_site.address}/index.html")
    listed = page.locator("#communities [data-row]:visible th")
    page.get_by_label("找小区").fill("fwj")
    page.get_by_text("本页找到 1 项").wait_for()
    assert listed.all_inner_texts() == ["枫晚居"]
    page.get_by_label("找小区").fill("fwjx")
    page.get_by_text("本页找到 0 项").wait_for()
    assert listed.all_inner_texts() == []


def test_a_community_is_found_by_its_letter_without_any_script(big_city: str, phone_browser: Any) -> None:  # noqa: ANN401 - playwright's own
    page = phone_browser.new_page(viewport=PHONE, java_script_enabled=False)
    page.goto(f"{big_city}/large.html")
    page.locator(".letters a", has_text="Y").first.click()
    assert page.url.endswith("/large.html#letter-y")
    assert page.locator("#letter-y").bounding_box()["y"] < PHONE["height"]
    assert page.locator("#letter-y a").first.inner_text()[0] in "云阳域"
    page.close()
