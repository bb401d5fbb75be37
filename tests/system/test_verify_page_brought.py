"""What people bring to the page for verifying and take from it: pages they saved, and whom it trusts."""

from __future__ import annotations

import json
from base64 import b64encode
from pathlib import Path
from typing import Any

import pytest

from jjledger.render.owner_page import owner_page
from jjledger.render.verifier import policy_fingerprint, policy_read, policy_told
from tests.opened_verifier import ALONE, watched, written
from tests.sealed_packs import POLICY, community

pytestmark = pytest.mark.browser

DEMO, GREEN, UNREAD = "只是演示，什么也不证明", "核对通过", "还没有核对"
MADE = community()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("verifier"))


def test_what_a_household_saved_opens(folder: Path, phone_browser: Any, tmp_path: Path) -> None:  # noqa: ANN401 - playwright's own
    """The owner's page with the pack inside, and a statement's page with the pack behind its button."""
    pack = MADE.pack("3-101")
    owner = owner_page(policy_told(POLICY)).decode()
    told = json.dumps(pack.decode(), ensure_ascii=False).replace("<", "\\u003c")
    pages = {
        "saved.html": owner.replace('id="saved">null<', f'id="saved">{told}<'),
        "paper.html": f'<!doctype html>\n<a class="b" href="data:application/json;base64,{b64encode(pack).decode()}">',
        "empty.html": owner,
        "other.html": "<!DOCTYPE html><title>x</title>",
    }
    assert pages["saved.html"] != owner
    for opened in watched(phone_browser, (folder / "verify.html").as_uri()):
        opened.page.fill("#room", "3-101")
        for name, text in pages.items():
            (tmp_path / name).write_text(text, encoding="utf-8")
            opened.page.set_input_files("#file", [tmp_path / name])
            opened.page.locator("#results h2").first.wait_for()
            assert (name, opened.headings()) == (
                name,
                [GREEN if name in {"saved.html", "paper.html"} else UNREAD],
            )
        assert "认不出这是什么" in opened.words()


@pytest.mark.parametrize("demo", [False, True])
def test_keys_for_demonstration_are_never_green_on_an_owner_s_page(
    phone_browser: Any,  # noqa: ANN401 - playwright's own
    tmp_path: Path,
    *,
    demo: bool,
) -> None:
    told = policy_told(POLICY) | ({"demo": True} if demo else {})
    pack = json.dumps(MADE.pack("3-101").decode(), ensure_ascii=False).replace("<", "\\u003c")
    path = tmp_path / "saved.html"
    path.write_bytes(owner_page(told).replace(b'id="saved">null<', f'id="saved">{pack}<'.encode()))
    page = phone_browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(path.as_uri())
    page.click("text=核对这些数")
    assert page.locator(".card h2 span:last-child", has_text=DEMO if demo else GREEN).is_visible()
    assert page.locator(".green").count() == (0 if demo else 1)
    assert page.locator("#demo").is_visible() is demo
    page.close()


def test_whom_the_page_trusts_can_be_copied_to_another_page(folder: Path, phone_browser: Any) -> None:  # noqa: ANN401 - playwright's own
    for name, demo in {"verify": {}, "demo": {"demo": True}}.items():
        for opened in watched(phone_browser, (folder / f"{name}.html").as_uri()):
            opened.page.click("text=复制核对依据")
            opened.page.locator("#copied", has_text="已复制。").wait_for()
            assert json.loads(opened.page.input_value("#basis")) == policy_told(POLICY) | demo
            opened.page.fill("#pasted", "")
            opened.page.focus("#pasted")
            opened.page.keyboard.press("Control+V")
            copied = opened.page.input_value("#pasted")
            assert policy_read(json.loads(copied)) == POLICY
        for opened in watched(phone_browser, (folder / "bare.html").as_uri()):
            opened.page.fill("#told", copied)
            opened.page.click("text=用这份依据")
            assert opened.check(MADE.pack("3-101").decode(), "3-101") == [DEMO if demo else GREEN]


@pytest.mark.parametrize("pasted", [False, True])
def test_a_page_that_trusts_nobody_yet_does_not_trust_what_comes_with_a_pack(
    folder: Path,
    phone_browser: Any,  # noqa: ANN401 - playwright's own
    tmp_path: Path,
    *,
    pasted: bool,
) -> None:
    """Not even where both are honest: the reader says so in a step of its own, with the fingerprint before her."""
    told, pack = tmp_path / "policy.json", tmp_path / "pack.json"
    told.write_text(json.dumps(policy_told(POLICY)))
    pack.write_bytes(MADE.pack("3-101"))
    for opened in watched(phone_browser, f"{folder.as_uri()}/bare.html"):
        opened.page.fill("#room", "3-101")
        if pasted:
            opened.page.fill("#pasted", pack.read_text())
        opened.page.set_input_files("#file", [told] if pasted else [told, pack])
        opened.page.locator("#results h2").first.wait_for()
        assert opened.headings() == ["还没有核对：先对指纹"]
        assert policy_fingerprint(policy_told(POLICY)) in opened.words()
        assert opened.page.locator("#copy").count() == 0, "nobody is trusted yet"
        opened.page.click("button[type=submit]")
        assert opened.headings() == ["还没有核对：先对指纹"], "asking again is no answer"
        opened.page.click("text=指纹一样，用这份依据")
        assert opened.headings() == [GREEN]


def test_of_two_whom_to_trust_the_reader_takes_one(folder: Path, phone_browser: Any, tmp_path: Path) -> None:  # noqa: ANN401 - playwright's own
    files = [tmp_path / "a.json", tmp_path / "b.json"]
    for path, policy in zip(files, (POLICY, ALONE), strict=True):
        path.write_text(json.dumps(policy_told(policy)))
    for opened in watched(phone_browser, f"{folder.as_uri()}/bare.html"):
        opened.page.set_input_files("#file", files)
        opened.page.locator("#results h2").first.wait_for()
        assert opened.headings() == ["还没有核对：先对指纹"] * 2
        assert opened.page.locator("#copy").count() == 0
    for opened in watched(phone_browser, f"{folder.as_uri()}/bare.html"):  # by itself it is a choice
        opened.page.set_input_files("#file", files[:1])
        opened.page.locator("#copy").wait_for()
