"""The page that every household verifies with, in a real browser: from a disk and from a server, honest packs and not."""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Iterator
from functools import partial
from hashlib import sha256
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from threading import Thread
from typing import Any, Final

import pytest

from jjledger.proof.failed import FAILURES
from jjledger.render.verifier import policy_fingerprint, policy_told, verifier_page
from jjledger.seal.pack import verify_pack
from tests.evidence import record_evidence
from tests.opened_verifier import ALONE, Opened, watched, written
from tests.properties.test_page_agrees import answer, changed_packs
from tests.sealed_packs import LONGEST_ROOM, MAINTENANCE, POLICY, community, logged

pytestmark = pytest.mark.browser

GREEN, RED, AMBER = "核对通过", "核对不通过", "核对无误，尚缺 2 家见证"
DEMO, ASKED = "只是演示，什么也不证明", "房号对不上，还没有核对"
UNREAD = "还没有核对"
MADE: Final = community()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("verifier"))


@pytest.fixture(scope="module")
def served(folder: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(params=["file", "http"])
def base(request: pytest.FixtureRequest, folder: Path, served: str) -> str:
    return folder.as_uri() if request.param == "file" else served


@pytest.fixture
def opened(base: str, phone_browser: Any) -> Iterator[Opened]:  # noqa: ANN401 - playwright's own
    """Open the page, and see at the end that it asked for nothing but itself and had nothing to complain of."""
    yield from watched(phone_browser, f"{base}/verify.html")


def test_honest_packs_of_every_kind_are_green_with_the_household_s_words(opened: Opened) -> None:
    for room in MAINTENANCE:
        assert opened.check(MADE.pack(room).decode(), room) == [GREEN]
        assert room in opened.words()
    assert "您家期末余额 92,714.21 元，算在公布的 6 户余额合计 93,922.04 元里面。" in opened.words()
    assert "不能悄悄改" in opened.words()
    assert "只有一本账" in opened.words()
    assert "您家的钱算在里面" in opened.words()
    assert "邻居看不到您家" in opened.words()
    assert opened.check(MADE.pack("3-102").decode(), "3-102") == [GREEN]
    assert "您家尚欠 0.30 元，算在公布的欠款合计 0.30 元里面。" in opened.words()
    assert opened.check(MADE.pack("3-201").decode(), " 3-201 ") == [GREEN]
    assert "也没有欠款；这份对账单登记在公布的 6 户名录里" in opened.words()
    assert "您家的钱算在里面" not in opened.words()  # there is none


def test_what_is_to_be_held_against_the_poster(opened: Opened) -> None:
    opened.check(MADE.pack("3-101").decode(), "3-101")
    root = MADE.checkpoint().split("\n")[2]
    told = " ".join(opened.page.locator("#results .poster").inner_text().split())
    assert "第 37 条" in told
    assert f"核对依据的指纹 {policy_fingerprint(policy_told(POLICY))}" in told
    assert "登记册校验码" in told
    assert (
        "39" not in told.replace(b64decode(root).hex(), "").split("登记册校验码")[0]
    )  # no paper has its length
    assert policy_fingerprint(policy_told(POLICY)) in opened.page.locator("#trust").inner_text()
    assert b64decode(root).hex() in told.replace(" ", "")


def test_files_one_or_several_at_once(opened: Opened, tmp_path: Path) -> None:
    files = {
        "pack.json": MADE.pack("3-101"), "other.json": MADE.pack("3-101", 1),
        "register.txt": MADE.funds[0].register, "code.txt": MADE.code("3-101").encode(),
        "manifest.txt": MADE.manifest.text().encode(), "disclosure.tlog-proof": MADE.log.encode(),
    }  # fmt: skip
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)

    def chosen(*names: str) -> list[str]:
        opened.page.set_input_files("#file", [tmp_path / name for name in names])
        opened.page.locator("#results h2").first.wait_for()
        return opened.headings()

    assert chosen("pack.json") == ["还差一步：填您家房号"]
    opened.page.fill("#room", "3-101")
    assert chosen("pack.json") == [GREEN]
    assert chosen("pack.json", "other.json") == [GREEN, GREEN]
    assert chosen("pack.json", "register.txt") == [GREEN, "房屋名录核对一致"]
    assert chosen("code.txt", "manifest.txt", "disclosure.tlog-proof") == [GREEN]
    assert chosen("manifest.txt", "disclosure.tlog-proof") == ["核对单是真的"]
    assert chosen("manifest.txt") == [RED]
    (tmp_path / "register.txt").write_bytes(MADE.funds[0].register.replace(b"3-201", b"3-203"))
    assert chosen("pack.json", "register.txt") == [GREEN, RED]
    (tmp_path / "paper.pdf").write_bytes(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    assert chosen("paper.pdf") == [UNREAD]
    assert "附件" in opened.words()
    (tmp_path / "fund.csv").write_text("日期,摘要,金额\n2026-01-05,电费,1.00\n")
    assert chosen("fund.csv") == [UNREAD]
    assert "表格" in opened.words()
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0\0\x10JFIF")
    assert chosen("photo.jpg") == [UNREAD]
    assert "大码" in opened.words()
    assert chosen("pack.json", "photo.jpg") == [
        UNREAD
    ]  # nothing is said of one thing beside another that is not read
    assert opened.page.locator("#results .red, #results .green").count() == 0


def test_the_codes_of_a_statement_and_a_poster(opened: Opened) -> None:
    for room in MAINTENANCE:
        both = f"{MADE.code(room)}\n{MADE.poster()}"
        assert opened.check(both, room) == [GREEN]
    poster, code = MADE.poster(), MADE.code("3-101")
    broken = "\n".join(poster[at : at + 64] for at in range(0, len(poster), 64))
    assert opened.check(f"{broken}\r\n{code}\n\n", "3-101") == [GREEN]  # as some scanners show it
    assert opened.check(code, "3-101") == ["还差核对单上的文字"]
    assert opened.check(poster) == ["核对单是真的"]
    assert "各户余额合计" in opened.words()
    assert opened.check(code[:-3] + "\n" + poster, "3-101") == [RED]
    assert opened.code() == "code"
    assert "末尾的 %" in opened.words()
    assert opened.check(f"{code}\n{poster}", "3-102") == [ASKED]
    wide = f"{code[:50]}\xa0\xa0{code[50:]}"
    for text in (
        f"{code} {poster}",
        f"{poster}{code}",
        f"我家的：{wide}　海报：{poster}，谢谢",
        f"3-101 {wide}\n{broken} 3-101",
    ):
        assert opened.check(text, "3-101") == [GREEN]


def test_a_checkpoint_alone_and_two_that_contradict_each_other(opened: Opened) -> None:
    assert opened.check(MADE.checkpoint()) == ["登记册签章是真的"]
    assert opened.check(MADE.checkpoint().strip()) == ["登记册签章是真的"]
    assert opened.check(MADE.pack("3-101").decode(), "3-101") == [GREEN]
    other = logged(b"another entry\n").partition("\n\n")[2]
    assert opened.check(other) == [RED]
    assert "造假的证据" in opened.words()


def test_too_few_witnesses_are_amber(opened: Opened) -> None:
    few = community(1)
    assert opened.check(few.pack("3-101").decode(), "3-101") == [AMBER]
    assert "只有 1 家" in opened.words()
    assert "只有一本账" not in opened.words()
    opened.page.click("#results details:last-of-type summary")
    told = opened.page.locator("#results details:last-of-type").inner_text()
    assert told.count("还没有签名") == 3
    assert opened.check(few.poster()) == [AMBER]
    assert opened.check(few.checkpoint()) == [AMBER]


def test_without_witnesses_only_the_publisher_signed(base: str, phone_browser: Any) -> None:  # noqa: ANN401 - playwright's own
    for opened in watched(phone_browser, f"{base}/alone.html"):
        assert opened.check(MADE.pack("3-101").decode(), "3-101") == ["核对无误，仅发布方签名"]


def test_nobody_is_told_green_before_she_said_whose(opened: Opened) -> None:
    pack = MADE.pack("3-101").decode()
    assert opened.check(pack) == ["还差一步：填您家房号"]
    assert opened.check(pack, "3-102") == [ASKED]
    assert opened.page.locator("#results .red, #results .green").count() == 0
    assert "文件是您家的吗？" in opened.words()
    assert "“3-102”" in opened.words()
    assert "3-101" not in opened.words()  # a stranger is not told whose it is
    for typed in ("３-101", "３－１０１", "3—101", "3——101", " 3 - 101", "3−101"):
        assert opened.check(pack, typed) == [GREEN]
    assert opened.check(pack, "3-101") == [GREEN]
    opened.page.fill("#room", "3-102")
    assert opened.headings() == []  # what was said was said of something else


def test_changed_packs_are_red_with_the_program_s_reason(opened: Opened) -> None:
    """A page that is red says the code and the words that the program has for it."""
    shown = 0
    for pack, policy, room in changed_packs():
        text = pack.decode("utf-8", "replace")
        if policy != POLICY or text.encode() != pack or not text.startswith('{"v"') or text != text.strip():
            continue
        program = answer(partial(verify_pack, pack, POLICY, room or LONGEST_ROOM))
        headings = opened.check(text, room or LONGEST_ROOM)
        if program in {"ok", "amber"}:
            assert headings in ([GREEN], [AMBER.replace("2", "3")])
        else:
            assert headings == ([ASKED] if program == "room" else [RED])
            if program != "room":
                assert opened.code() == program
                assert FAILURES[program] not in opened.words()  # that is for who opens the details
                assert FAILURES[program] in str(opened.page.locator("#results .red details").text_content())
                assert "怎么办" in opened.words()
        shown += 1
        if shown == 40:
            break
    assert shown == 40


@pytest.mark.parametrize(
    "fault",
    [
        "JSON.parse = () => { throw new Error('parse'); }",
        "TextEncoder.prototype.encode = () => { throw new Error('encode'); }",
        "TextEncoder.prototype.encode = () => new Uint8Array(0)",
        "Int32Array.prototype.copyWithin = function () { return this; }",
        "Math.floor = number => number",
        "performance.now = undefined",
        "Uint8Array.prototype.subarray = function () { return this; }",
        "document.createTextNode = undefined",
        "RegExp.prototype.exec = () => null",
    ],
)
def test_whatever_breaks_nothing_turns_green(base: str, phone_browser: Any, fault: str) -> None:  # noqa: ANN401 - playwright's own
    page = phone_browser.new_page()
    page.goto(f"{base}/verify.html")
    page.evaluate(f"() => {{ {fault}; }}")
    page.fill("#room", "3-101")
    page.fill("#pasted", MADE.pack("3-101").decode())
    page.click("button[type=submit]")
    assert page.locator(".green, .amber").count() == 0
    page.close()


@pytest.mark.parametrize(
    "fault",
    [
        "Int32Array.prototype.copyWithin = function () { return this; }",
        "Math.floor = number => number",
        "String.prototype.indexOf = () => -1",
        "delete self.TextDecoder",
    ],
)
def test_a_browser_that_reckons_wrongly_is_told_so_at_once(
    folder: Path,
    phone_browser: Any,  # noqa: ANN401 - playwright's own
    fault: str,
) -> None:
    page = phone_browser.new_page()
    page.add_init_script(f"{fault};")
    page.goto((folder / "verify.html").as_uri())
    assert "自检没有通过" in page.locator("#state").inner_text()
    assert page.locator("#form").is_hidden()
    page.close()


def test_its_policy_for_content_lets_nothing_in_or_out(base: str, phone_browser: Any) -> None:  # noqa: ANN401 - playwright's own
    page = phone_browser.new_page()
    asked: list[str] = []
    page.on(
        "response", lambda response: asked.append(response.url)
    )  # what is refused is told as a request, too
    page.goto(f"{base}/verify.html")
    refused = page.evaluate(
        """async () => {
          const told = [];
          document.addEventListener("securitypolicyviolation", event => told.push(event.effectiveDirective));
          await fetch("verify.html").catch(() => 0);
          const image = new Image();
          image.src = "a.png";
          document.body.appendChild(image);
          const script = document.createElement("script");
          script.textContent = "document.title = 'in'";
          document.body.appendChild(script);
          const sheet = document.createElement("style");
          sheet.textContent = "body { display: none }";
          document.body.appendChild(sheet);
          await new Promise(done => setTimeout(done, 200));
          return told.sort();
        }"""
    )
    assert refused == ["connect-src", "img-src", "script-src-elem", "style-src-elem"]
    assert page.title() == "核对我家的钱"
    page.evaluate(
        """() => {
          const form = document.createElement("form");
          form.action = "verify.html";
          document.body.appendChild(form);
          form.submit();
        }"""
    )
    page.wait_for_timeout(200)
    assert asked == [f"{base}/verify.html"]
    page.close()


def test_without_a_policy_the_page_asks_for_one(base: str, phone_browser: Any) -> None:  # noqa: ANN401 - playwright's own
    for opened in watched(phone_browser, f"{base}/bare.html"):
        pack, told = MADE.pack("3-101").decode(), json.dumps(policy_told(POLICY))
        assert opened.check(pack, "3-101") == ["先放进核对依据"]
        opened.page.fill("#told", told.replace(POLICY.origin, "other.example.cn/log", 1))
        opened.page.click("text=用这份依据")
        assert opened.check(pack, "3-101") == [RED]
        assert opened.code() == "origin"
    for opened in watched(phone_browser, f"{base}/bare.html"):
        opened.page.fill("#told", "{}")
        opened.page.click("text=用这份依据")
        assert opened.headings() == [RED]
        assert opened.code() == "policy"
        opened.page.fill("#told", told)
        opened.page.click("text=用这份依据")
        assert policy_fingerprint(policy_told(POLICY)) in opened.page.locator("#trust").inner_text()
        assert opened.check(pack, "3-101") == [GREEN]
    for opened in watched(phone_browser, f"{base}/demo.html"):
        assert "演示密钥" in opened.page.locator("#demo").inner_text()
        assert opened.page.locator("#demo").is_visible()
        few = community(1)
        for text in (
            MADE.pack("3-101").decode(), f"{MADE.code('3-101')}{MADE.poster()}", MADE.poster(), MADE.checkpoint(),
            few.pack("3-101").decode(),
        ):  # fmt: skip
            assert opened.check(text, "3-101") == [DEMO]
            assert opened.page.locator(".green").count() == 0
            assert "这说明什么" not in opened.words()
            assert "算在公布的" not in opened.words()


def test_a_policy_beside_a_pack_is_not_listened_to(opened: Opened, tmp_path: Path) -> None:
    """Whom to trust never comes with what is verified."""
    cheat = tmp_path / "policy.json"
    cheat.write_text(json.dumps(policy_told(ALONE)))
    pack = tmp_path / "pack.json"
    pack.write_bytes(community(0).pack("3-101"))
    opened.page.fill("#room", "3-101")
    opened.page.set_input_files("#file", [cheat, pack])
    opened.page.locator("#results h2").first.wait_for()
    assert opened.headings() == [AMBER.replace("2", "3")]


def test_a_pack_is_verified_in_less_than_a_tenth_of_a_second(opened: Opened, base: str) -> None:
    """The quickest of three times for each, since this machine may be busy with something else."""
    took: list[int] = []
    for _ in range(3):
        for room in MAINTENANCE:
            opened.check(MADE.pack(room).decode(), room)
            rows = opened.page.locator("#results details:last-of-type dt", has_text="用时")
            took.append(int(rows.locator("xpath=following-sibling::dd").text_content().split()[0]))
    quickest = [min(took[place :: len(MAINTENANCE)]) for place in range(len(MAINTENANCE))]
    assert max(quickest) < 100
    if base.startswith("file"):
        counts = {
            "packs": len(took),
            "median_ms": round(median(took)),
            "first_ms": took[0],
            "slowest_ms": max(took),
        }
        size = len(verifier_page(policy_told(POLICY)))
        record_evidence("verify-page", {**counts, "page_bytes": size})


def test_the_page_stands_in_the_log_by_its_hash(folder: Path) -> None:
    """The same policy gives the same page, to the byte, so that its hash can be logged and compared."""
    again = verifier_page(json.loads(json.dumps(policy_told(POLICY))))
    assert sha256((folder / "verify.html").read_bytes()).digest() == sha256(again).digest()
