"""Pages looked at in a real browser: what sticks out, what a thumb misses, what an eye cannot read.

What lives here: the browser, and the measures taken in it. What must not: which pages are measured.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import pytest

from tests.contract.test_colours import contrast

CHROMIUM: Final = Path("/usr/bin/chromium")
AXE: Final = Path(__file__).parents[1] / ".venv" / "axe-core" / "axe.min.js"  # script/setup --dev fetches it
QUIET: Final = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
LEAST_CONTRAST: Final = 4.5
NORMAL: Final = {"target": 44, "letter": 17}  # px
LARGE: Final = {"target": 60, "letter": 24}
_RULES: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

# What sticks out to the right, targets too low for a thumb, letters too small to read. A link that
# fills its entry is as high as the entry, one within a sentence as high as its line (WCAG 2.2, 2.5.8);
# letters in an enlarged drawing are as large as they look.
_FAULTS: Final = """least => {
  const shown = element => element.getClientRects().length > 0 && !element.classList.contains("skip");
  const name = element => element.tagName + " " + element.textContent.trim().slice(0, 20);
  const all = [...document.body.querySelectorAll("*")].filter(shown);
  const written = all.filter(e => [...e.childNodes].some(n => n.nodeType === Node.TEXT_NODE && n.data.trim()));
  const sentence = e => e.closest("p") && [...e.closest("p").childNodes].some(n => n.nodeType === Node.TEXT_NODE && n.data.trim().length > 8);
  const height = e => (e.closest(".entry") || e).getBoundingClientRect().height;
  const size = e => parseFloat(getComputedStyle(e).fontSize) * (e.currentCSSZoom || 1);
  return {
    wide: document.documentElement.scrollWidth - innerWidth,
    low: all.filter(e => e.matches("a, summary, input") && !sentence(e) && height(e) < least.target - 0.5).map(name),
    small: written.filter(e => e.tagName !== "title" && size(e) < least.letter - 0.1).map(name),
  }
}"""
# What is written in which colour on which ground.
_COLOURS: Final = """() => {
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
# How long until the largest part was there, and how far anything moved after it was.
_PAINTED: Final = """() => new Promise(done => {
  let largest = 0, moved = 0;
  new PerformanceObserver(list => { for (const e of list.getEntries()) largest = e.startTime; })
    .observe({type: "largest-contentful-paint", buffered: true});
  new PerformanceObserver(list => { for (const e of list.getEntries()) moved += e.value; })
    .observe({type: "layout-shift", buffered: true});
  setTimeout(() => done({largest, moved}), 300);
})"""


@contextmanager
def chromium() -> Iterator[Any]:
    """Run a browser for as long as the block lasts; skip where there is none."""
    sync_api = pytest.importorskip("playwright.sync_api")
    if not CHROMIUM.exists():
        pytest.skip("no chromium on this machine")
    with sync_api.sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=str(CHROMIUM), args=QUIET)
        yield running
        running.close()


def faults(page: Any, least: dict[str, int]) -> dict[str, Any]:  # noqa: ANN401 - playwright's own
    """List what sticks out, is too low or too small."""
    found = page.evaluate(_FAULTS, least)
    return {name: what for name, what in found.items() if what}


def dim(page: Any) -> set[tuple[str, str, str]]:  # noqa: ANN401 - playwright's own
    """List what is written in a colour too near to its ground, with both."""
    return {
        (words, colour, ground)
        for words, colour, ground in page.evaluate(_COLOURS)
        if contrast(colour, ground) < LEAST_CONTRAST
    }


def violations(page: Any) -> list[tuple[str, str]]:  # noqa: ANN401 - playwright's own
    """Let axe-core judge a page; give the rules it breaks, each with a place."""
    if not AXE.exists():
        pytest.skip("axe-core is not there; script/setup --dev fetches it")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    told = page.evaluate("rules => axe.run({runOnly: rules})", _RULES)
    assert len(told["passes"]) > 10  # it did look
    return [(rule["id"], rule["nodes"][0]["html"][:120]) for rule in told["violations"]]


def painted(page: Any, address: str) -> tuple[int, int]:  # noqa: ANN401 - playwright's own
    """Open a page as a slow phone does; give ms to its largest part, and thousandths it shifted by.

    The quickest of three times, since this machine may be busy with something else.
    """
    _slow_down(page)
    times = []
    for _ in range(3):
        page.goto(address)
        page.wait_for_load_state("networkidle")
        told = page.evaluate(_PAINTED)
        times.append((round(told["largest"]), round(told["moved"] * 1000)))
    return min(largest for largest, _ in times), max(moved for _, moved in times)


def _slow_down(page: Any) -> None:  # noqa: ANN401 - playwright's own
    """Make a page's network and processor those of a slow phone."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    bytes_a_second = 1_600_000 // 8
    session.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": 150,
            "downloadThroughput": bytes_a_second,
            "uploadThroughput": bytes_a_second,
        },
    )
    session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
