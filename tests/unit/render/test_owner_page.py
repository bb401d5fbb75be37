"""The owners' page as a file, and its script without a browser: it reads the same secrets as the program."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from base64 import b64encode
from hashlib import sha256
from typing import Any, Final

import pytest

from jjledger.render.owner_page import OWNER_SCRIPTS, owner_page
from jjledger.render.resources import served_files, site_files
from jjledger.render.verifier import policy_told, script_text
from jjledger.seal.link import Link, Shelf, sealed_bins
from tests.sealed_packs import POLICY

NODE: Final = shutil.which("node")
PAGE: Final = owner_page(policy_told(POLICY)).decode()
LINKS: Final = [Link(sha256(b"%d" % number).digest()[:16]) for number in range(100)]
# Hands each question to a function of the page's script.
ASK: Final = """
globalThis.crypto = globalThis.crypto || require("crypto").webcrypto;
const made = { exports: {} };
const told = JSON.parse(require("fs").readFileSync(0, "utf8"));
new Function("module", told.script)(made);
const page = made.exports, hex = bytes => bytes && page.hexOf(bytes);
const ways = {
  fragment: text => hex(page.tokenOf(text)), typed: text => hex(page.typedToken(text)),
  words: statement => page.heldWords(statement), name: name => page.nameWords(name),
  lacking: text => page.lackingWords(text),
  saved: text => page.withSaved(text[0], page.utf8(text[1])),
  id: async token => (await page.linkOf(Uint8Array.from(Buffer.from(token, "hex")))).id,
  open: async asked => {
    const link = await page.linkOf(Uint8Array.from(Buffer.from(asked[0], "hex")));
    const data = await page.openedFile(link, Uint8Array.from(Buffer.from(asked[1], "hex")));
    return data && page.textOf(data);
  },
};
Promise.all(told.asked.map(one => ways[one[0]](one[1]))).then(found => console.log(JSON.stringify(found)));
"""
PARSES: Final = """const acorn = require("internal/deps/acorn/acorn/dist/acorn");
acorn.parse(require("fs").readFileSync(0, "utf8"), { ecmaVersion: 2017 });"""


def node(script: str, given: str, *options: str) -> subprocess.CompletedProcess[str]:
    if NODE is None:
        pytest.skip("no node on this machine")
    return subprocess.run(
        [NODE, *options, "-e", script], input=given, capture_output=True, text=True, check=False
    )


def asked(*questions: tuple[str, Any]) -> list[Any]:
    given = json.dumps({"script": script_text(OWNER_SCRIPTS), "asked": questions})
    ended = node(ASK, given)
    assert ended.returncode == 0, ended.stderr
    found = json.loads(ended.stdout)
    assert len(found) == len(questions)
    return list(found)


def test_only_its_own_script_and_style_may_run_and_it_asks_its_own_site_alone() -> None:
    (content,) = re.findall(r'<meta http-equiv="Content-Security-Policy" content="([^"]+)">', PAGE)
    told = dict(rule.split(" ", 1) for rule in content.split("; "))
    parts = {tag: re.findall(rf"<{tag}>(.*?)</{tag}>", PAGE, re.DOTALL) for tag in ("script", "style")}
    hashes = {tag: b64encode(sha256(text.encode()).digest()).decode() for tag, (text,) in parts.items()}
    assert told == {
        "default-src": "'none'",
        "connect-src": "'self'",
        "script-src": f"'sha256-{hashes['script']}'",
        "style-src": f"'sha256-{hashes['style']}'",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    assert not re.search(r"\b(localStorage|sessionStorage|eval|innerHTML|cookie|sendBeacon)\b", PAGE)
    assert '<meta name="referrer" content="no-referrer">' in PAGE
    assert 'content="noindex, nofollow"' in PAGE


def test_its_parts_are_joined_and_not_served() -> None:
    assert not [name for name, _ in served_files() if name.startswith("owner/")]
    own = {f"../owner/{path.name}" for path in (site_files() / "owner").glob("*.js")}
    assert own <= set(OWNER_SCRIPTS)
    assert "page.js" not in OWNER_SCRIPTS


def test_the_script_is_one_that_browsers_of_2018_read() -> None:
    for script, good in ((script_text(OWNER_SCRIPTS), True), ("a?.b", False), ("({...a})", False)):
        ended = node(PARSES, script, "--expose-internals")
        assert (ended.returncode == 0) == good, ended.stderr


def test_secrets_are_read_as_the_program_writes_them() -> None:
    found = asked(
        *(("fragment", link.fragment()) for link in LINKS),
        *(("typed", link.spoken()) for link in LINKS),
        *(("id", link.token.hex()) for link in LINKS[:20]),
    )
    tokens = [link.token.hex() for link in LINKS]
    assert found == tokens + tokens + [link.id for link in LINKS[:20]]


def test_what_is_no_secret_is_none() -> None:
    good = LINKS[0].fragment()
    bits_left_over = good[:-1] + chr(ord(good[-1]) + 1)
    wrong = ["", good[:-1], f"{good}A", f"{good[:-1]}=", f"{good[:-1]} ", "é" * 22, bits_left_over]
    typed = ["", "A" * 25, "A" * 27, "A" * 25 + "B", "中" * 26, "9" + "A" * 25]
    questions = [("fragment", text) for text in wrong] + [("typed", text) for text in typed]
    assert asked(*questions) == [None] * len(questions)


def test_a_whole_address_and_full_width_signs_are_read_too() -> None:
    link = LINKS[0]
    wide = "".join(chr(ord(sign) + 0xFEE0) if sign != " " else "\u3000" for sign in link.spoken())
    address = link.address("https://gongshi.example.cn/q")
    typed = [address, f" {address}\n", address.replace("#", "＃"), wide, wide.lower()]
    assert asked(*(("typed", text) for text in typed)) == [link.token.hex()] * len(typed)
    assert asked(*(("lacking", text) for text in (*typed, link.spoken()))) == [""] * (len(typed) + 1)


def test_what_a_typed_secret_lacks_is_said_at_sight() -> None:
    shown = {
        "": "还没有填专用码。",
        " \u3000": "还没有填专用码。",
        "ABCD EFGH IJKL MNOP QRST": "专用码有 26 个字，这里是 20 个，少了 6 个。",
        "A" * 27: "专用码有 26 个字，这里是 27 个，多了 1 个。",
        "9" + "A" * 25: "专用码里没有数字 9，请再看一看是哪个字母。",
        LINKS[0].address("https://x.example.cn")[:-1]: "链接没有复制全，请从 https 到最后一个字全部复制。",
        "https://x.example.cn/o/": "这个网址里没有专用码：专用链接里有一个 # 号，后面还有 22 个字。",
        "A" * 25 + "B": "",  # looks like one, and is refused as any other
    }
    assert asked(*(("lacking", text) for text in shown)) == list(shown.values())


def test_a_sealed_file_opens_with_its_own_link_alone_and_only_whole() -> None:
    mine, other = LINKS[:2]
    text = '{"v":2,"rooms":"东一单元1201室"}'
    files = dict(sealed_bins([Shelf("2025-H2", {"a": text.encode()}, {"a": mine})]))
    data = files[f"o/{mine.id}/2025-H2.bin"]
    bent = [
        data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]
        for place in (0, 11, 12, 40, len(data) - 1)
    ]
    cut = [data[:-1], data[:12], data[:5], b"", data + b"\0"]
    found = asked(
        ("open", (mine.token.hex(), data.hex())),
        ("open", (other.token.hex(), data.hex())),
        *(("open", (mine.token.hex(), one.hex())) for one in bent + cut),
    )
    assert found == [text, *[None] * 11]


def test_movements_are_told_in_words_and_what_did_not_happen_is_left_out() -> None:
    def told(**fen: int) -> dict[str, int]:
        return {"opening": 0, "paid": 0, "interest": 0, "spent": 0, "closing": 0, "arrears": 0} | fen

    assert asked(
        ("words", told(opening=123456789, interest=5, closing=123456794)),
        ("words", told(opening=1000, paid=-400, spent=-3, closing=603)),
        ("words", told(opening=-50, spent=10, arrears=60)),
        ("name", "2025-H2"),
        ("name", "2025.public-housing"),
    ) == [
        "期初余额 1,234,567.89 元，利息等收入 0.05 元；期末余额 1,234,567.94 元。",
        "期初余额 10.00 元，退回或转出 4.00 元，退回维修分摊 0.03 元；期末余额 6.03 元。",
        "期初欠 0.50 元，维修分摊 0.10 元；期末还欠 0.60 元。",
        "2025 年下半年　维修资金",
        "2025 年　公房维修资金",
    ]


def test_a_saved_pack_cannot_end_its_block_and_comes_back_whole() -> None:
    pack = '{"a":"</script><script>alert(1)</script>$&$1"}'
    (page,) = asked(("saved", (PAGE, pack)))
    assert page.count("</script>") == PAGE.count("</script>")
    assert json.loads(page.partition('id="saved">')[2].partition("<")[0]) == pack
