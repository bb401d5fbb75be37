"""What a person sees: real pages in a real Chromium, wide as a desk and narrow as a phone."""

import io
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.running import Running, run, running

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--host-resolver-rules=MAP evil.example 127.0.0.1",
)  # fmt: skip
SAMPLE = Path(__file__).parents[2] / "ledgers"
CASE = Path(__file__).parents[1] / "cases" / "heyuan"
LEFT = "net::ERR_ABORTED"
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}

# Address below /book/yunting/, and words that only the report itself says.
REPORTS = {
    "": ("资产负债表", "3001商品住宅维修资金"),
    "income_statement/": ("损益表", "6001停车"),
    "balance_sheet/": ("资产负债表", "1001银行存款"),
    "journal/": ("日记账", "示例和畅物业公司"),
    "account/Assets:3公共收益/": ("账户日记账", "示例和畅物业公司"),
    "extension/DisclosurePreview/": ("公示预览", "2025年度公共收益收支公示"),
    "extension/CheckResults/": ("检查结果", "没有发现问题"),
}

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is not installed"),
]


@pytest.fixture(scope="module")
def browser(phone_browser: Browser) -> Iterator[Browser]:
    """Start a browser of its own, by the one driver that a process can have."""
    started = phone_browser.browser_type.launch(executable_path=str(CHROMIUM), args=list(FLAGS))
    yield started
    started.close()


@pytest.fixture(params=[DESK, PHONE], ids=["desk", "phone"])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """Open a window whose owner speaks English; fail on whatever the browser complains of."""
    window = browser.new_page(viewport=request.param, locale="en-US")
    complaints: list[str] = []
    window.on("console", lambda said: said.type == "error" and complaints.append(said.text))
    window.on("pageerror", lambda error: complaints.append(str(error)))
    # Leaving a page breaks off what it was still loading; everything else that fails is a fault.
    window.on("requestfailed", lambda it: it.failure == LEFT or complaints.append(f"{it.url} {it.failure}"))
    yield window
    window.close()
    assert complaints == []


desk_only = pytest.mark.parametrize("page", [DESK], ids=["desk"], indirect=True)
phone_only = pytest.mark.parametrize("page", [PHONE], ids=["phone"], indirect=True)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Publish a year of one community and serve it."""
    place = tmp_path_factory.mktemp("district")
    shutil.copytree(SAMPLE / "yunting", place / "yunting")
    (place / "district.toml").write_text('name = "云汀示范区"\ncommunities = ["yunting"]\n', "utf-8")
    public = place / "public"
    run("publish", str(place), "--to", str(public), "--period", "2025", "--today", "2026-01-31")
    with running(tmp_path_factory.mktemp("tmp"), "serve", "--public", str(public)) as served:
        yield served


def show(page: Page, site: Running, address: str) -> Page:
    page.goto(f"{site.address}/book/yunting/{address}")
    page.wait_for_load_state("networkidle")
    return page


def colours(page: Page) -> int:
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    return len(picture.getcolors(picture.width * picture.height) or ())


@pytest.mark.parametrize("address", REPORTS)
def test_every_report_of_a_public_book_shows_in_chinese(page: Page, site: Running, address: str) -> None:
    title, words = REPORTS[address]
    show(page, site, address)
    expect(page.locator("body")).to_contain_text(title)
    expect(page.locator("article")).to_contain_text(words)
    assert page.evaluate("document.documentElement.lang") == "zh-CN"
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert colours(page) > 100  # text is smoothed into many greys; a blank page has a handful
    page.goto("about:blank")
    assert colours(page) == 1


def test_a_stranger_finds_the_way_from_the_index_to_the_book(page: Page, site: Running) -> None:
    page.goto(f"{site.address}/")
    expect(page.locator("h1")).to_contain_text("公示")
    page.get_by_role("link", name="云汀花园").first.click()
    expect(page.locator("h1")).to_contain_text("云汀花园")
    page.locator('a[href="2025/v1/public-revenue/index.html"]').first.click()
    expect(page.locator("h1")).to_contain_text("公共收益收支公示")
    page.go_back()
    page.get_by_role("link", name="在线查账").first.click()
    expect(page).to_have_url(f"{site.address}/book/yunting/balance_sheet/")
    expect(page.locator("article")).to_contain_text("3101结余")
    page.wait_for_load_state("networkidle")


@pytest.mark.parametrize("address", ["index.html", "d/yunting/index.html", "d/yunting/2025/v1/public-revenue/index.html",
                                     "d/yunting/2025/v1/maintenance-fund/index.html"])  # fmt: skip
def test_published_pages_show_under_their_policy(page: Page, site: Running, address: str) -> None:
    page.goto(f"{site.address}/{address}")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert page.evaluate("document.styleSheets.length") >= 2
    assert colours(page) > 100


def test_a_disclosure_shows_what_its_data_say(page: Page, site: Running) -> None:
    folder = f"{site.address}/d/yunting/2025/v1/public-revenue"
    data = page.request.get(f"{folder}/data.json").json()
    page.goto(f"{folder}/index.html")
    closing = f"{data['closing_fen'] // 100:,}.{data['closing_fen'] % 100:02d}"
    expect(page.get_by_text(f"¥{closing}").first).to_be_visible()
    assert page.locator("article, main").first.inner_text().count(closing) >= 2  # on top and as the sum


@desk_only
def test_the_balance_sheet_shows_owners_what_is_theirs(page: Page, site: Running) -> None:
    show(page, site, "balance_sheet/")
    sums = {
        root: page.locator(f'p:has(> [data-account-name="{root}"]) > .num').first.inner_text().strip()
        for root in ("Assets", "Equity")
    }
    assert sums["Assets"] == sums["Equity"]  # both as positive sums, and nothing left in Earnings
    assert len(sums["Assets"]) >= len("1,000,000.00")
    expect(page.get_by_text("Earnings")).to_have_count(0)


@desk_only
def test_the_income_statement_is_not_closed_to_nothing(page: Page, site: Running) -> None:
    show(page, site, "income_statement/")
    for root in ("Income", "Expenses"):
        total = page.locator(f'p:has(> [data-account-name="{root}"]) > .num').first.inner_text()
        assert float(total.replace(",", "")) > 10_000


@desk_only
def test_deep_trees_are_folded_until_opened(page: Page, site: Running) -> None:
    show(page, site, "balance_sheet/")
    bank = page.locator('[data-account-name="Assets:3公共收益:1001银行存款"]')
    inside = page.locator('[data-account-name^="Assets:3公共收益:1001银行存款:"]')
    expect(bank).to_be_visible()
    expect(inside).to_have_count(0)
    bank.locator("button").click()
    expect(inside).to_be_visible()


@desk_only
def test_a_voucher_opens_to_be_read_and_not_to_be_edited(page: Page, site: Running) -> None:
    show(page, site, "journal/")
    page.locator("li.transaction .datecell a").nth(5).click()
    gutter, content = page.locator(".cm-gutters"), page.locator(".cm-content")
    expect(content).to_contain_text("CNY")
    left, right = gutter.bounding_box(), content.bounding_box()
    assert left
    assert right
    assert left["x"] + left["width"] <= right["x"] + 1  # so its style sheet was let in
    expect(page.get_by_role("button", name="保存")).to_have_count(0)
    expect(page.get_by_text("/book.beancount:")).to_be_hidden()


def test_the_side_offers_what_a_reader_can_use(page: Page, site: Running) -> None:
    show(page, site, "balance_sheet/")
    if page.get_by_text("☰").is_visible():
        page.get_by_text("☰").click()
    links = page.locator("aside a").filter(visible=True)
    assert [text.strip() for text in links.all_inner_texts()] == [
        "回到公示页面", "下载这本账", "损益表", "资产负债表", "试算表", "日记账", "检查结果", "公示预览",
    ]  # fmt: skip
    links.nth(0).click()
    expect(page).to_have_url(f"{site.address}/d/yunting/index.html")


@desk_only
def test_the_roots_of_the_trees_have_chinese_names(page: Page, site: Running) -> None:
    show(page, site, "balance_sheet/")
    for root, word in (("Assets", "资产"), ("Liabilities", "负债"), ("Equity", "净资产")):
        link = page.locator(f'[data-account-name="{root}"] > a.account')
        assert link.evaluate("node => getComputedStyle(node, '::after').content") == f'"{word}"'
        assert link.evaluate("node => getComputedStyle(node).fontSize") == "0px"


def test_a_question_too_dear_is_answered_in_words(browser: Browser, site: Running) -> None:
    window = browser.new_page()
    show(window, site, "balance_sheet/?interval=day")
    expect(window.locator("article")).to_contain_text("按日、按周只能看一年以内")
    window.close()


def test_a_name_that_was_pointed_here_shows_nothing(browser: Browser, site: Running) -> None:
    window = browser.new_page()
    answer = window.goto(f"http://evil.example:{site.port}/book/yunting/balance_sheet/")
    assert answer
    assert answer.status == 421
    expect(window.locator("body")).to_contain_text("本站不以这个域名")
    window.close()


@desk_only
def test_the_accountant_types_a_change_and_it_is_in_the_file(page: Page, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(CASE, tmp_path / "heyuan"))
    (tmp_path / "tmp").mkdir()
    path = folder / "2025/2025-02.beancount"
    before = path.read_text("utf-8")
    with running(tmp_path / "tmp", "edit", str(folder)) as served:
        page.goto(f"{served.address}/heyuan/editor/?file_path={path}&line=1")
        page.locator(".cm-content").click()
        page.keyboard.press("Control+Home")
        page.keyboard.type("; 二月\n")
        with page.expect_response(lambda answer: answer.request.method == "PUT") as saved:
            page.get_by_role("button", name="保存").click()
        assert saved.value.status == 200
        page.wait_for_load_state("networkidle")
        page.goto("about:blank")
    assert path.read_text("utf-8") == "; 二月\n" + before
