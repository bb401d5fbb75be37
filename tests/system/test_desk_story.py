"""A month of one community in a browser, without a shell: from the bank's file to the closed month.

The same month is told by commands in the handbook; the data is in tests/month_story.py.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import month_story as story
from tests.ledgers import bean_check, run
from tests.phone import dim, faults
from tests.running import Running, running
from tests.system.test_browser import CHROMIUM, DESK, FLAGS, LEFT, PHONE

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is not installed"),
]
TARGETS = {"target": 24, "letter": 16}  # px; a desk is worked with a mouse
REFUSED = "status of 422"  # what a browser's console says of a form that came back


@pytest.fixture(scope="module")
def browser(phone_browser: Browser) -> Iterator[Browser]:
    """Start a browser of its own, by the one driver that a process can have."""
    started = phone_browser.browser_type.launch(executable_path=str(CHROMIUM), args=list(FLAGS))
    yield started
    started.close()


class Desk:
    """A window on the desk; it complains of whatever the browser complains of."""

    def __init__(self, page: Page, served: Running) -> None:
        self.page = page
        self.address = f"{served.address}/desk/{story.CODE}"
        self.complaints: list[str] = []
        page.on("console", lambda said: self._heard(said.type, said.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on(
            "requestfailed",
            lambda it: None if it.failure == LEFT else self.complaints.append(f"{it.url} {it.failure}"),
        )

    def _heard(self, kind: str, text: str) -> None:
        if kind == "error" and REFUSED not in text:
            self.complaints.append(text)

    def go(self, tab: str) -> None:
        self.page.get_by_role("navigation").get_by_role("link", name=tab, exact=True).click()
        expect(self.page.locator('[aria-current="page"]')).to_have_text(tab)

    def press(self, button: str) -> None:
        self.page.get_by_role("button", name=button).locator("visible=true").first.click()
        self.page.wait_for_load_state()

    def saved(self, words: str) -> None:
        expect(self.page.get_by_role("status")).to_contain_text("已保存")
        expect(self.page.get_by_role("status")).to_contain_text(words)

    def draft(self, row: story.Row) -> None:
        """Open the form of a draft."""
        draft = self.page.locator("article.draft").filter(has_text=row.payee)
        draft.locator("summary").first.click()
        self.form = draft.locator("form")

    def looks_right(self) -> None:
        """Look at the page wide and narrow: nothing sticks out, is too small or too pale."""
        for size in (DESK, PHONE):
            self.page.set_viewport_size(size)
            found = faults(self.page, TARGETS)
            assert found.get("wide", 0) <= 0, (self.page.url, size)
            assert "small" not in found, found["small"]
            assert not dim(self.page)
        self.page.set_viewport_size(DESK)
        unnamed = self.page.evaluate(
            """() => [...document.querySelectorAll("input:not([type=hidden]), select, button")]
                .filter(e => !(e.labels && e.labels.length) && !e.getAttribute("aria-label") && !e.textContent.trim())
                .map(e => e.outerHTML)"""
        )
        assert unnamed == []


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    begun = story.begin(tmp_path)
    story.sign_contracts(begun)
    return begun


@pytest.fixture
def served(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(tmp_path_factory.mktemp("tmp"), "edit", str(folder), "--today", story.TODAY) as it:
        yield it


@pytest.fixture(params=[True, False], ids=["scripts", "no scripts"])
def desk(browser: Browser, served: Running, request: pytest.FixtureRequest) -> Iterator[Desk]:
    page = browser.new_page(viewport=DESK, java_script_enabled=request.param, locale="zh-CN")
    it = Desk(page, served)
    yield it
    page.close()
    assert it.complaints == []


def test_a_month_from_the_bank_s_file_to_the_close(desk: Desk, folder: Path, tmp_path: Path) -> None:
    page = desk.page
    page.goto(f"{desk.address}/")
    _settle_the_edit(desk)
    _import(desk, story.bank_file(tmp_path))
    _look_through(desk)
    _correct(desk)
    _reconcile_and_close(desk)
    _nothing_is_left_open(folder)


def test_every_page_looks_right(browser: Browser, served: Running, tmp_path: Path) -> None:
    page = browser.new_page(viewport=DESK, locale="zh-CN")
    desk = Desk(page, served)
    page.goto(f"{desk.address}/")
    desk.looks_right()
    _settle_the_edit(desk, look=True)
    _import(desk, story.bank_file(tmp_path), look=True)
    for details in page.locator("article.draft details").all():
        details.evaluate("it => it.open = true")
    desk.looks_right()
    for address in (
        "vouchers",
        "vouchers/new",
        f"reconcile?account={story.BANK}&month={story.MONTH}",
        "closing",
    ):
        page.goto(f"{desk.address}/{address}")
        desk.looks_right()
    page.close()
    assert desk.complaints == []


def test_scripts_add_lines_and_reckon_the_difference(browser: Browser, served: Running) -> None:
    page = browser.new_page(viewport=DESK, locale="zh-CN")
    page.goto(f"{served.address}/desk/{story.CODE}/vouchers/new")
    rows = page.locator("[data-legs] tbody tr")
    before = rows.count()
    page.get_by_role("button", name="加一行").click()
    expect(rows).to_have_count(before + 1)
    page.locator("input[name=debit]").first.fill("1,000.10")
    page.locator("input[name=credit]").nth(1).fill("999.99")
    expect(page.locator("[data-sums]")).to_have_text("借方 1,000.10，贷方 999.99，相差 0.11")
    page.locator("input[name=credit]").nth(1).fill("1000.1")
    expect(page.locator("[data-sums]")).to_have_text("借贷各 1,000.10 元，平")
    page.close()


def test_fava_leads_to_the_desk_and_back(browser: Browser, served: Running) -> None:
    page = browser.new_page(viewport=DESK, locale="en-US")
    page.goto(f"{served.address}/{story.CODE}/journal/")
    page.wait_for_load_state("networkidle")
    for name in ("导入", "待核", "凭证", "对账", "结账"):
        expect(
            page.locator("aside").get_by_role("link", name=name, exact=True).locator("visible=true")
        ).to_have_count(1)
    page.locator("aside").get_by_role("link", name="待核").click()
    expect(page).to_have_url(f"{served.address}/desk/{story.CODE}/drafts")
    page.get_by_role("link", name="账本（Fava）").click()
    expect(page).to_have_url(f"{served.address}/{story.CODE}/income_statement/")
    page.close()


def _settle_the_edit(desk: Desk, *, look: bool = False) -> None:
    """Rules and contracts were written with a text editor: commit them with their author, file by file."""
    page = desk.page
    page.goto(f"{desk.address}/drafts")
    page.get_by_role("link", name="查看改动，登记或另存").click()
    expect(page.locator("pre.diff").first).to_contain_text("示例传媒公司")
    if look:
        desk.looks_right()
    for name, why in (("community.toml", "写入导入规则"), *((it, "登记合同") for it in story.CONTRACTS)):
        page.get_by_label("谁改的").first.fill(story.PREPARED)
        page.get_by_label("为什么").first.fill(why)
        desk.press("提交")
        desk.saved(f"{name} 的改动已登记：{story.PREPARED}，{why}")
    expect(page.get_by_text("没有没登记的改动。")).to_be_visible()


def _import(desk: Desk, file: Path, *, look: bool = False) -> None:
    page = desk.page
    desk.go("导入")
    page.locator("input[type=file]").set_input_files(str(file))
    desk.press("读取")
    expect(page.get_by_text("6 行：新 6，已知 0")).to_be_visible()
    for row in story.ROWS:
        line = page.locator("tbody tr").filter(has_text=row.payee or row.words).first
        expect(line).to_contain_text("规则" if row.proposed else "1901待查款项")
    expect(page.get_by_text("2025-06-30 对账单余额 2535.21 元，与账上（含草稿）相符")).to_be_visible()
    if look:
        desk.looks_right()
    page.get_by_label("制单").locator("visible=true").first.fill(story.PREPARED)
    page.get_by_label("审核", exact=True).locator("visible=true").first.fill(story.REVIEWED)
    desk.press("写入草稿（6 笔）")
    desk.saved("新增 6 笔待核")


def _look_through(desk: Desk) -> None:
    page = desk.page
    expect(page.get_by_role("heading", name="草稿 6 张")).to_be_visible()
    for row in story.ROWS:
        if row.proposed and row.payee != "示例保洁公司":
            page.locator("article.draft").filter(has_text=row.payee or row.words).locator(
                "input[name=chosen]"
            ).check()
    desk.press("确认所选")
    desk.saved("凭证号 收-0001、收-0002")
    desk.draft(story.ROWS[2])
    desk.form.get_by_label("原始凭证").set_input_files(
        {"name": story.E_INVOICE[0], "mimeType": "text/xml", "buffer": story.E_INVOICE[1]}
    )
    desk.form.get_by_role("button", name="确认记账").click()
    desk.saved("凭证号 付-0001")
    for row in story.ROWS:
        if not row.proposed:
            desk.draft(row)
            desk.form.get_by_label("科目", exact=True).first.fill(row.account)
            if row.words == "单元门维修":
                desk.form.get_by_label("原始凭证").set_input_files(
                    {"name": story.QUOTE[0], "mimeType": "application/pdf", "buffer": story.QUOTE[1]}
                )
            desk.form.get_by_role("button", name="确认记账").click()
            desk.saved("凭证号")
    expect(page.get_by_text("没有待核的草稿")).to_be_visible()


def _correct(desk: Desk) -> None:
    """The parking money was rent of the ground: undone in red, booked rightly."""
    page = desk.page
    desk.go("凭证")
    page.get_by_role("row").filter(has_text=story.WRONG.payee).get_by_role("link").click()
    page.get_by_role("link", name="冲销并订正").click()
    page.get_by_label("第2行科目").fill(story.RIGHT_ACCOUNT)
    page.get_by_label("日期", exact=True).fill("2025-06-30")
    page.get_by_label("摘要", exact=True).fill("集市场地费")
    desk.press("预览")
    expect(page.locator(".preview")).to_contain_text("−1,232.00")
    expect(page.locator(".preview")).to_contain_text("还没有保存")
    desk.press("保存")
    desk.saved("注销6月16日收-0004号凭证")
    row = page.get_by_role("row").filter(has_text="已由")
    expect(row).to_contain_text("收-0004")


def _reconcile_and_close(desk: Desk) -> None:
    page = desk.page
    desk.go("对账")
    page.get_by_role("link", name="3公共收益 3456农行").click()
    expect(page.get_by_text("调节后一致。")).to_be_visible()
    desk.go("结账")
    expect(page.get_by_role("heading", name="轮到 2025-06")).to_be_visible()
    expect(page.get_by_text("没有没办完的事，可以结账")).to_be_visible()
    desk.press("结账 2025-06")
    desk.saved("结账 2025年6月")
    expect(page.get_by_role("heading", name="轮到 2025-07")).to_be_visible()
    expect(page.get_by_role("row").filter(has_text="2025-06")).to_contain_text(story.PREPARED)


def _nothing_is_left_open(folder: Path) -> None:
    """What the browser wrote is what every other program reads."""
    assert (folder / "closed/2025-06.toml").is_file()
    text = (folder / "2025/2025-06.beancount").read_text("utf-8")
    assert " ! " not in text
    assert '  reverses: "2025-06-S0004"' in text
    assert f"2025-07-01 balance {story.BANK_ACCOUNT}  {story.CLOSING_YUAN} CNY" in text
    assert bean_check(folder / "main.beancount") == (0, "")
    listed = run("jjledger", "voucher", "list", folder, "--json", "--today", story.TODAY)
    assert len(json.loads(listed.stdout)) == 8
    assert story.booked(folder) == list(story.BOOKED)
    log = subprocess.run(
        ["git", "log", "--format=%an %s"], cwd=folder, check=True, capture_output=True, text=True
    ).stdout
    assert f"{story.PREPARED} 结账 2025-06" in log
    status = subprocess.run(
        ["git", "status", "--porcelain"], cwd=folder, check=True, capture_output=True, text=True
    )
    assert status.stdout == ""


def test_fava_shows_why_a_save_was_refused_and_keeps_the_text(
    browser: Browser, served: Running, folder: Path
) -> None:
    page = browser.new_page(viewport=DESK, locale="zh-CN")
    path = folder / "chart.beancount"
    before = path.read_bytes()
    page.goto(f"{served.address}/{story.CODE}/editor/?file_path={path}&line=1")
    page.locator(".cm-content").click()
    page.keyboard.press("Control+Home")
    page.keyboard.type('plugin "os"\n')
    page.get_by_role("button", name="保存").click()
    expect(page.locator("body")).to_contain_text("没有保存")
    expect(page.locator(".cm-content")).to_contain_text('plugin "os"')
    assert path.read_bytes() == before
    page.close()


def test_rules_are_changed_in_the_browser_too(browser: Browser, served: Running, folder: Path) -> None:
    page = browser.new_page(viewport=DESK, locale="zh-CN")
    desk = Desk(page, served)
    _settle_the_edit(desk)
    desk.go("导入")
    page.get_by_role("link", name="在 community.toml 里改规则").click()
    page.locator(".cm-content").click()
    page.keyboard.press("Control+End")
    page.keyboard.type('\n[[rule]]\ncounterparty = "示例快递柜公司"\naccount = "6004快递柜"\n')
    with page.expect_response(lambda answer: answer.request.method == "PUT") as saved:
        page.get_by_role("button", name="保存").click()
    assert saved.value.status == HTTPStatus.OK, saved.value.text()
    assert "示例快递柜公司" in (folder / "community.toml").read_text("utf-8")
    page.close()
