"""The owners' page in a real browser, served by the program: a household's link opens its statement and nothing else.

What a stranger, a neighbour or a page next door may try is tried here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any, Final

import pytest

from jjledger.render.owner_page import owner_page
from jjledger.render.verifier import policy_told, verifier_page
from jjledger.seal.link import Link, Shelf, link_of, sealed_bins
from tests.phone import LARGE, NORMAL, dim, faults, violations
from tests.running import Running, running
from tests.sealed_packs import COMMUNITY, LONGEST_ROOM, PERIOD, POLICY, community

pytestmark = pytest.mark.browser

Page = Any  # playwright's own
ROOMS: Final = ("3-101", "3-102", "3-201", "东一单元1201室", LONGEST_ROOM)
LINKS: Final = {room: link_of(room.encode().ljust(32, b"\0")[:32], 2026, 0) for room in ROOMS}
OLD: Final = link_of(b"3-101".ljust(32, b"\0"), 2026, 7)  # was changed meanwhile, so nothing lies there
REFUSED: Final = "这个链接打不开"


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    made = community()
    shelves = [
        Shelf(PERIOD, {room: made.pack(room) for room in ROOMS}, LINKS),
        Shelf(f"{PERIOD}.public-housing", {"3-101": made.pack("3-101", 1)}, LINKS),
    ]
    told = policy_told(POLICY) | {"names": {COMMUNITY: "阳光小区·Ⅰ期"}}
    return {
        "o/index.html": owner_page(told),
        "verify.html": verifier_page(told),
        **dict(sealed_bins(shelves)),
    }


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, files: dict[str, bytes]) -> Iterator[Running]:
    public = tmp_path_factory.mktemp("owners")
    for path, data in {**files, "index.html": b"<!doctype html><title>x</title>"}.items():
        (public / path).parent.mkdir(parents=True, exist_ok=True)
        (public / path).write_bytes(data)
    with running(tmp_path_factory.mktemp("served"), "serve", "--public", str(public)) as server:
        yield server


@pytest.fixture
def page(phone_browser: Page) -> Iterator[Page]:
    context = phone_browser.new_context(viewport={"width": 390, "height": 844}, accept_downloads=True)
    opened = context.new_page()
    opened.faults = []
    opened.on("pageerror", lambda error: opened.faults.append(str(error)))
    opened.on(
        "console", lambda said: opened.faults.append(said.text) if "Content Security" in said.text else None
    )
    yield opened
    assert opened.faults == []
    context.close()


def follow(page: Page, served: Running, link: Link | str) -> None:
    """Open a link as a scanned code does, in a page that was elsewhere."""
    address = link if isinstance(link, str) else link.address(served.address)
    page.goto("about:blank")
    page.goto(address)
    page.wait_for_function("() => document.getElementById('state').hidden")


def shown(page: Page) -> str:
    return str(page.inner_text("main"))


def test_a_link_opens_the_statement_in_words_and_figures(page: Page, served: Running) -> None:
    follow(page, served, LINKS["东一单元1201室"])
    words = shown(page)
    assert "阳光小区·Ⅰ期 东一单元1201室" in words
    assert "有疑问请找" in words
    assert "2026 年第三季度" in words
    assert (
        "期初欠 5.00 元，交存 1,200.00 元，利息等收入 0.35 元，维修分摊 0.04 元；期末余额 1,195.31 元。"
        in words
    )
    assert REFUSED not in words


def test_debts_and_nothing_at_all_are_said_too(page: Page, served: Running) -> None:
    follow(page, served, LINKS["3-102"])
    assert "期初余额 0.50 元，维修分摊 0.80 元；期末还欠 0.30 元。" in shown(page)
    follow(page, served, LINKS["3-201"])
    assert "期初余额 0.00 元；期末余额 0.00 元。" in shown(page)


def test_the_secret_is_gone_from_the_address_and_was_never_sent(page: Page, served: Running) -> None:
    asked: list[Any] = []
    page.on("request", lambda request: asked.append(request) or None)
    link = LINKS["3-101"]
    follow(page, served, link)
    assert page.url == f"{served.address}/o/"
    sent = [one for one in asked if one.url.startswith("http")]
    assert {one.url.partition("#")[0] for one in sent} == {
        f"{served.address}/o/",
        f"{served.address}/o/{link.id}/list.bin",
        f"{served.address}/o/{link.id}/{PERIOD}.bin",
    }
    for one in sent:
        assert "referer" not in one.all_headers()
        assert "cookie" not in one.all_headers()
    said = (served.temporary / "log").read_text()
    for secret in (link.fragment(), link.token.hex(), link.spoken(), link.key.hex()):
        assert secret not in said
    assert page.evaluate("document.referrer") == ""
    assert (
        page.evaluate("JSON.stringify([localStorage.length, sessionStorage.length, document.cookie])")
        == '[0,0,""]'
    )
    page.go_back()
    page.go_forward()
    assert page.url == f"{served.address}/o/"


def test_both_funds_of_a_household_are_there(page: Page, served: Running) -> None:
    follow(page, served, LINKS["3-101"])
    assert "期末余额 9.00 元" in shown(page)
    page.click("text=2026 年第三季度　公房维修资金")
    page.wait_for_selector("text=期末余额 50.31 元")
    page.click("text=2026 年第三季度　维修资金")
    page.wait_for_selector("text=期末余额 9.00 元")


def test_a_statement_whose_time_is_over_hides_none_that_is_there(page: Page, served: Running) -> None:
    page.route(f"**/{PERIOD}.bin", lambda route: route.fulfill(status=404))  # the list names it still
    follow(page, served, LINKS["3-101"])
    assert "期末余额 50.31 元" in shown(page)
    page.click("text=2026 年第三季度　维修资金")
    page.wait_for_selector(f"text={REFUSED}")


def test_one_press_verifies(page: Page, served: Running) -> None:
    follow(page, served, LINKS["3-101"])
    page.click("text=核对这些数")
    page.wait_for_selector(".card.green")
    assert "您家期末余额 9.00 元，算在公布的 6 户余额合计" in shown(page)


def test_a_typed_code_opens_it_however_it_is_typed(page: Page, served: Running) -> None:
    spoken = LINKS["3-101"].spoken()
    looks_alike = spoken.replace("O", "0").replace("I", "1").replace("B", "8")
    address = LINKS["3-101"].address(served.address)
    for code in (spoken, spoken.lower().replace(" ", ""), looks_alike.replace(" ", "-"), address):
        follow(page, served, f"{served.address}/o/")
        page.fill("#code", code)
        page.click("#typed button")
        page.wait_for_selector("text=期末余额 9.00 元")
        assert page.url == f"{served.address}/o/"


def test_what_is_no_code_at_sight_is_said_beside_it_and_asks_nobody(page: Page, served: Running) -> None:
    follow(page, served, f"{served.address}/o/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for code, words in (("", "还没有填专用码。"), (LINKS["3-101"].spoken()[:-7], "少了 6 个")):
        page.fill("#code", code)
        page.click("#typed button")
        assert words in page.inner_text("#code-said")
        assert page.locator("#refused").is_hidden()
    for pasted, words in (("", "还没有粘贴。"), ("https://gongshi.example.cn/o/", "这不是核对包")):
        page.fill("#pasted", pasted)
        page.click("#handed button")
        assert words in page.inner_text("#pasted-said")
    assert asked == []


def _look(page: Page, served: Running, link: Link) -> tuple[str, list[int], bytes, dict[str, str]]:
    """Give all that can be seen of what a link came to: the page, the answers' codes, a body and its headers."""
    codes: list[int] = []
    page.on("response", lambda answer: codes.append(answer.status))
    follow(page, served, link)
    answer, body = served.ask(f"/o/{link.id}/list.bin")
    headers = {name: value for name, value in answer.getheaders() if name != "Date"}
    return page.inner_html("main"), codes, body, headers


def test_wrong_changed_and_closed_links_look_the_same(page: Page, served: Running) -> None:
    wrong, changed, closed = [
        _look(page.context.new_page(), served, link)
        for link in (Link(bytes(16)), OLD, link_of(b"c" * 32, 2026, 0))
    ]
    assert REFUSED in wrong[0]
    assert wrong == changed == closed
    assert wrong[1] == [200, 404]


def test_they_take_the_same_time(served: Running) -> None:
    def seconds(link: Link) -> float:
        start = perf_counter()
        answer, _ = served.ask(f"/o/{link.id}/list.bin")
        assert answer.status == 404
        return perf_counter() - start

    # In turns and the quickest of each, since this machine may be busy with something else.
    wrong, changed = zip(*((seconds(Link(bytes(16))), seconds(OLD)) for _ in range(60)), strict=True)
    assert abs(min(wrong) - min(changed)) < 0.005


@pytest.mark.parametrize(
    "fragment", ["A" * 21, "A" * 23, "A" * 21 + "B", "<img src=x>", "%00", "A" * 21 + "*"]
)
def test_a_malformed_link_is_refused_without_a_question_to_the_server(
    page: Page,
    served: Running,
    fragment: str,
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    follow(page, served, f"{served.address}/o/#{fragment}")
    assert REFUSED in shown(page)
    assert page.url == f"{served.address}/o/"
    assert not [url for url in asked if url.endswith(".bin")]


def test_a_neighbours_files_in_my_folder_open_for_nobody(
    page: Page, served: Running, files: dict[str, bytes]
) -> None:
    mine, theirs = LINKS["3-101"], LINKS["3-102"]
    page.route(
        f"**/o/{mine.id}/*.bin",
        lambda route: route.fulfill(body=files[f"o/{theirs.id}/{route.request.url.rpartition('/')[2]}"]),
    )
    follow(page, served, mine)
    assert REFUSED in shown(page)


def _answer(data: bytes, route: Page) -> None:
    route.fulfill(body=data)


def test_what_the_server_bends_shows_nothing(page: Page, served: Running, files: dict[str, bytes]) -> None:
    mine = LINKS["3-101"]
    whole = files[f"o/{mine.id}/list.bin"]
    for bent in (b"", whole[:20], whole[:-1], whole[:-1] + bytes([whole[-1] ^ 1]), whole + b"\0"):
        page.route(f"**/o/{mine.id}/list.bin", partial(_answer, bent))
        follow(page, served, mine)
        assert REFUSED in shown(page)
        page.unroute(f"**/o/{mine.id}/list.bin")


def test_a_pack_that_a_holder_of_the_key_sealed_falsely_turns_red(page: Page, served: Running) -> None:
    mine = LINKS["3-101"]
    made = community()
    false = (
        made.pack("3-101").replace(b"opening 1000", b"opening 1001").replace(b"closing 900", b"closing 901")
    )
    sealed = dict(sealed_bins([Shelf(PERIOD, {"3-101": false}, LINKS)]))
    page.route(
        f"**/o/{mine.id}/*.bin",
        lambda route: route.fulfill(body=sealed["o/" + route.request.url.partition("/o/")[2]]),
    )
    follow(page, served, mine)
    assert "期末余额 9.01 元" in shown(page)
    page.click("text=核对这些数")
    page.wait_for_selector(".card.red")
    assert page.query_selector(".card.green") is None


def test_without_network_the_link_is_not_blamed(page: Page, served: Running) -> None:
    mine = LINKS["3-101"]
    page.route("**/*.bin", lambda route: route.abort())
    follow(page, served, mine)
    assert "网络不通" in shown(page)
    assert REFUSED not in shown(page)
    page.unroute("**/*.bin")
    page.click("#again")
    page.wait_for_selector("text=期末余额 9.00 元")


def test_the_saved_copy_opens_and_verifies_without_any_network(
    page: Page, served: Running, tmp_path: Path
) -> None:
    follow(page, served, LINKS["3-101"])
    with page.expect_download() as waiting:
        page.click("text=保存到手机")
    assert waiting.value.suggested_filename == f"我家对账单-3-101-{PERIOD}.html"
    waiting.value.save_as(tmp_path / "copy.html")
    page.context.set_offline(True)
    page.goto((tmp_path / "copy.html").as_uri())
    page.wait_for_selector("text=期末余额 9.00 元")
    page.click("text=核对这些数")
    page.wait_for_selector(".card.green")
    page.context.set_offline(False)


def test_the_saved_pack_is_the_pack_byte_for_byte(page: Page, served: Running, tmp_path: Path) -> None:
    follow(page, served, LINKS["3-101"])
    with page.expect_download() as waiting:
        page.click("text=存核对包")
    waiting.value.save_as(tmp_path / "pack.json")
    assert (tmp_path / "pack.json").read_bytes() == community().pack("3-101")


def test_where_nothing_can_be_unsealed_the_link_stays_and_pasting_works(page: Page, served: Running) -> None:
    page.add_init_script("Object.defineProperty(window.crypto, 'subtle', {value: undefined})")
    follow(page, served, LINKS["3-101"])
    assert "请用浏览器打开" in shown(page)
    assert page.url.endswith(f"#{LINKS['3-101'].fragment()}")
    page.fill("#pasted", community().pack("3-101").decode())
    page.click("#handed button")
    page.wait_for_selector("text=期末余额 9.00 元")
    page.click("text=核对这些数")
    page.wait_for_selector(".card.green")


def test_the_pages_next_door_learn_nothing_and_frame_nothing(page: Page, served: Running) -> None:
    answer, _ = served.ask("/o/")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "connect-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Cache-Control"] == "no-store"
    follow(page, served, LINKS["3-101"])
    out = "fetch('https://elsewhere.example/').then(() => 'sent', () => 'stopped')"
    assert page.evaluate(out) == "stopped"
    page.faults.clear()  # the browser says that it stopped it


def test_nothing_on_the_page_is_from_elsewhere(files: dict[str, bytes]) -> None:
    text = files["o/index.html"].decode()
    assert re.findall(r'(?:src|href)="([^"]*)"', text) == ["../verify.html"]
    assert "http://" not in text
    assert "innerHTML" not in text
    assert json.loads(text.partition('id="policy">')[2].partition("<")[0])["quorum"] == 3


@pytest.mark.parametrize("width", [320, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_a_phone_and_can_be_read(
    phone_browser: Page,
    served: Running,
    width: int,
    scheme: str,
) -> None:
    page = phone_browser.new_page(viewport={"width": width, "height": 844}, color_scheme=scheme)
    for link in (LINKS["3-101"], LINKS[LONGEST_ROOM], OLD, f"{served.address}/o/"):
        for least in (NORMAL, LARGE):
            follow(page, served, link)
            if least is LARGE:
                page.click("#larger")
            elif link == LINKS["3-101"]:
                page.click("text=核对这些数")
            assert (link, faults(page, least)) == (link, {})
            assert dim(page) == set()
    page.close()


def test_axe_finds_nothing(phone_browser: Page, served: Running) -> None:
    page = phone_browser.new_page(viewport={"width": 390, "height": 844}, bypass_csp=True)
    for link in (LINKS["3-101"], OLD, f"{served.address}/o/"):
        follow(page, served, link)
        assert violations(page) == []
    page.close()
