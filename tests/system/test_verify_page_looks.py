"""Every state of the page for verifying, looked at: nothing sticks out, everything can be hit and read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.opened_verifier import Opened, written
from tests.phone import LARGE, NORMAL, dim, faults, violations
from tests.sealed_packs import LONGEST_ROOM, Community, community

pytestmark = pytest.mark.browser

MADE = community()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("verifier"))


def _shown(opened: Opened, state: str) -> None:
    few: Community = community(1)
    shown = {
        "green": (MADE.pack(LONGEST_ROOM).decode(), LONGEST_ROOM),
        "amber": (few.pack("3-101").decode(), "3-101"),
        "red": (MADE.pack("3-101").decode().replace("closing 900", "closing 901"), "3-101"),
        "room": (MADE.pack("3-101").decode(), LONGEST_ROOM),
        "poster": (MADE.poster(), ""),
        "alone": (MADE.code("3-101"), "3-101"),
    }
    if state in shown:
        opened.check(*shown[state])
        opened.page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")


@pytest.mark.parametrize("large", [False, True], ids=["normal", "large"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 768])
def test_every_state_fits_its_screen_and_can_be_read(
    folder: Path,
    phone_browser: Any,  # noqa: ANN401 - playwright's own
    width: int,
    scheme: str,
    large: bool,  # noqa: FBT001 - a parameter
) -> None:
    for state in ("bare", "empty", "green", "amber", "red", "room", "poster", "alone"):
        page = phone_browser.new_page(viewport={"width": width, "height": 844}, color_scheme=scheme)
        page.goto((folder / ("bare.html" if state == "bare" else "demo.html")).as_uri())
        if large:
            page.click("#larger")
        _shown(Opened(page), state)
        found = faults(page, LARGE if large else NORMAL)
        if width > 390:  # a mouse hits lower targets
            found.pop("low", None)
        assert (state, found) == (state, {})
        assert (state, dim(page)) == (state, set())
        page.close()


def test_axe_finds_nothing(folder: Path, phone_browser: Any) -> None:  # noqa: ANN401 - playwright's own
    for state in ("bare", "empty", "green", "amber", "red", "poster"):
        page = phone_browser.new_page(viewport={"width": 390, "height": 844}, bypass_csp=True)
        page.goto((folder / ("bare.html" if state == "bare" else "demo.html")).as_uri())
        _shown(Opened(page), state)
        assert (state, violations(page)) == (state, [])
        page.close()


def test_without_scripts_it_says_what_is_missing(folder: Path, phone_browser: Any) -> None:  # noqa: ANN401 - playwright's own
    page = phone_browser.new_page(java_script_enabled=False)
    page.goto((folder / "verify.html").as_uri())
    assert "换一个较新的浏览器" in page.locator("#state").inner_text()
    assert page.locator("#form").is_hidden()
    page.close()
