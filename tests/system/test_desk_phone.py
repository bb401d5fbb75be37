"""What hangs and what owners say, at the desk on a phone: nothing sticks out, and no script is needed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.phone import NORMAL, dim, faults, violations
from tests.posted_pages import CAMERA, HANG, OBJECT, TODAY, photo, someone
from tests.running import Running, running

pytestmark = pytest.mark.browser
PAGES = ("due", "posted", "objections")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Sound books in which something hangs, something came down and somebody objects."""
    person = someone(tmp_path_factory.mktemp("books"))
    person.saved(person.send("posted", {**HANG, "place": "12幢2单元门厅电梯旁边的公告栏"}, [photo("red")]))
    person.saved(person.send("posted", {**HANG, "place": "西门", "to": "2025-07-30"}, [photo("blue")]))
    person.saved(person.send("objections", {**OBJECT, "words": "少了" * 60, "on": "2025-08-18"}))
    return person.folders[0]


@pytest.fixture(scope="module")
def desk(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    place = tmp_path_factory.mktemp("desk")
    with running(place, "edit", str(folder), "--today", TODAY, "--site", str(place / "none")) as served:
        yield served


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390])
def test_the_pages_fit_a_phone_with_every_form_open(
    desk: Running,
    folder: Path,
    phone_browser: Any,  # noqa: ANN401 - playwright's own
    width: int,
    scheme: str,
) -> None:
    page = phone_browser.new_page(viewport={"width": width, "height": 844}, color_scheme=scheme)
    for name in PAGES:
        page.goto(f"{desk.address}/desk/{folder.name}/{name}")
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
        found = faults(page, NORMAL)
        # A round button is hit by its label.
        low = page.evaluate(
            "[...document.querySelectorAll('.choice label')].filter(one => one.offsetHeight < 44).length"
        )
        others = [one for one in found.pop("low", []) if one != "INPUT "]
        assert (name, found, others, low) == (name, {}, [], 0)
        assert (name, dim(page)) == (name, set())
        assert (name, violations(page)) == (name, [])
    page.close()


def test_a_paper_is_put_on_record_by_thumb_without_a_script(
    desk: Running,
    folder: Path,
    phone_browser: Any,  # noqa: ANN401 - playwright's own
) -> None:
    context = phone_browser.new_context(
        viewport={"width": 390, "height": 844}, java_script_enabled=False, has_touch=True, is_mobile=True
    )
    page = context.new_page()
    page.goto(f"{desk.address}/desk/{folder.name}/posted?period=2025-H1")
    form = page.locator("#hang form")
    name, data = photo("yellow")
    form.locator("input[type=file]").set_input_files({"name": name, "mimeType": "image/jpeg", "buffer": data})
    form.locator("input[name=place]").fill("1幢1单元101室门口")
    form.locator("input[name=from]").fill("2025-08-19")
    form.locator("input[name=prepared]").fill("王主任")
    form.locator("button").tap()
    assert "地点里有房号" in page.inner_text("[role=alert]")
    wrong = page.locator("#hang [aria-invalid]")
    assert wrong.count() == 1
    assert wrong.get_attribute("name") == "place"
    assert page.input_value("#hang input[name=from]") == "2025-08-19"
    assert page.is_checked("#hang input[name=papers-kept]")
    wrong.fill("1幢大堂公告栏")
    page.locator("#hang button").tap()
    assert "贴在1幢大堂公告栏" in page.inner_text("[role=status]")
    text = (folder / "posted/2025-H1.toml").read_text("utf-8")
    assert re.findall(r'place    = "(1幢[^"]*)"', text) == ["1幢大堂公告栏"]
    assert all(CAMERA.encode() not in path.read_bytes() for path in folder.rglob("*.jpg"))
    # It comes down by the form that stands with it.
    row = page.locator(".case", has_text="1幢大堂公告栏").first
    row.locator("summary", has_text="撕下了").tap()
    row.get_by_role("button", name="登记撕下").tap()
    page.locator("[role=status]", has_text="至 2025年8月20日").wait_for(timeout=20_000)
    context.close()
