"""Pages in a real browser on a phone: nothing sticks out, everything can be hit and read."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copytree
from typing import Any, Final

import pytest

from jjledger.render.resources import site_files
from tests.contract.test_colours import contrast
from tests.contract.test_page_promises import PAGES, STATEMENT

pytestmark = pytest.mark.browser

CHROMIUM: Final = Path("/usr/bin/chromium")
QUIET: Final = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PLACES: Final = (*PAGES, "d/guiyu/2025/household/index.html")
LEAST_CONTRAST: Final = 4.5
LEAST: Final = {"target": 44, "letter": 17}  # px
# What sticks out to the right, targets too low for a thumb, letters too small to read.
FAULTS: Final = """least => {
  const shown = element => element.getClientRects().length > 0 && !element.classList.contains("skip");
  const name = element => element.tagName + " " + element.textContent.trim().slice(0, 20);
  const all = [...document.body.querySelectorAll("*")].filter(shown);
  const written = all.filter(e => [...e.childNodes].some(n => n.nodeType === Node.TEXT_NODE && n.data.trim()));
  return {
    wide: document.documentElement.scrollWidth - innerWidth,
    low: all.filter(e => e.matches("a, summary") && e.getBoundingClientRect().height < least.target).map(name),
    small: written.filter(e => e.tagName !== "title" && parseFloat(getComputedStyle(e).fontSize) < least.letter).map(name),
  }
}"""


# What is written in which colour on which ground.
COLOURS: Final = """() => {
  const hex = colour => "#" + colour.match(/[0-9.]+/g).slice(0, 3).map(n => (+n).toString(16).padStart(2, "0")).join("");
  const clear = colour => colour === "rgba(0, 0, 0, 0)";
  const ground = element => {
    const own = getComputedStyle(element).backgroundColor;
    return clear(own) && element.parentElement ? ground(element.parentElement) : own;
  };
  const written = [...document.body.querySelectorAll("*:not(svg, svg *)")].filter(
    e => e.getClientRects().length && [...e.childNodes].some(n => n.nodeType === Node.TEXT_NODE && n.data.trim()));
  return written.map(e => [e.textContent.trim().slice(0, 20), hex(getComputedStyle(e).color), hex(ground(e))]);
}"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Lay the made pages out as a publication does."""
    root = tmp_path_factory.mktemp("site")
    copytree(site_files(), root, dirs_exist_ok=True)
    for place, text in {**PAGES, PLACES[-1]: STATEMENT}.items():
        (root / place).parent.mkdir(parents=True, exist_ok=True)
        (root / place).write_text(text, encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Start a browser once."""
    sync_api = pytest.importorskip("playwright.sync_api")
    if not CHROMIUM.exists():
        pytest.skip("no chromium on this machine")
    with sync_api.sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=str(CHROMIUM), args=QUIET)
        yield running
        running.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390])
def test_every_page_fits_a_phone(site: Path, browser: Any, width: int, scheme: str) -> None:  # noqa: ANN401 - playwright's own
    page = browser.new_page(viewport={"width": width, "height": 844}, color_scheme=scheme)
    for place in PLACES:
        page.goto((site / place).as_uri())
        assert (place, page.evaluate(FAULTS, LEAST)) == (place, {"wide": 0, "low": [], "small": []})
        dim = {
            (place, *pair) for pair in page.evaluate(COLOURS) if contrast(pair[1], pair[2]) < LEAST_CONTRAST
        }
        assert not dim
    page.close()


def test_one_tap_leads_from_a_line_to_its_voucher(site: Path, browser: Any) -> None:  # noqa: ANN401 - playwright's own
    page = browser.new_page(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    page.goto((site / "d/guiyu/2025-Q3/public-revenue/index.html").as_uri())
    page.click("text=8月 付-0001")
    assert page.url.endswith("#v-2025-08-F0001")
    voucher = page.locator("#v-2025-08-F0001")
    assert voucher.locator(".legs").is_hidden()
    voucher.locator("summary").click()
    assert voucher.locator(".legs").is_visible()
    assert voucher.bounding_box()["y"] < 844
    page.close()
