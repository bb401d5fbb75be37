"""Pages in a real browser on a phone: nothing sticks out, everything can be hit and read."""

import re
from pathlib import Path
from shutil import copytree
from typing import Any, Final

import pytest

from jjledger.render.large import LARGE as TWIN
from jjledger.render.resources import site_files
from tests.contract.test_page_promises import LARGE as LARGE_PAGES
from tests.contract.test_page_promises import PAGES, STATEMENT
from tests.phone import LARGE, NORMAL, dim, faults, painted, violations
from tests.running import Running

pytestmark = pytest.mark.browser

HOUSEHOLD: Final = "d/guiyu/2025/v1/household/index.html"
PLACES: Final = (*PAGES, HOUSEHOLD)
TWINS: Final = tuple(place.replace("index.html", TWIN) for place in LARGE_PAGES)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Lay the made pages out as a publication does."""
    root = tmp_path_factory.mktemp("site")
    copytree(site_files(), root, dirs_exist_ok=True)
    large = {place.replace("index.html", TWIN): text for place, text in LARGE_PAGES.items()}
    for place, text in {**PAGES, HOUSEHOLD: STATEMENT, **large}.items():
        (root / place).parent.mkdir(parents=True, exist_ok=True)
        (root / place).write_text(text, encoding="utf-8")
    return root


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 768])
@pytest.mark.parametrize("view", [(PLACES, NORMAL), (TWINS, LARGE)], ids=["normal", "large"])
def test_every_page_fits_its_screen(
    site: Path,
    phone_browser: Any,  # noqa: ANN401 - playwright's own
    view: tuple[tuple[str, ...], dict[str, int]],
    width: int,
    scheme: str,
) -> None:
    places, least = view
    page = phone_browser.new_page(viewport={"width": width, "height": 844}, color_scheme=scheme)
    for place in places:
        page.goto((site / place).as_uri())
        found = faults(page, least)
        if width > 390:  # a mouse hits lower targets
            found.pop("low", None)
        assert (place, found) == (place, {})
        assert (place, dim(page)) == (place, set())
    page.close()


_SQUEEZED: Final = """[...document.querySelectorAll("main .equation span, main .statement th, main .buildings th")]
  .filter(one => one.textContent.trim().length > 3)
  .filter(one => { const box = one.getBoundingClientRect(); return box.width < 60 && box.height > 100; })
  .map(one => one.textContent.trim())"""


def test_no_label_in_large_type_is_a_column_of_characters_beside_its_amount(
    site: Path,
    phone_browser: Any,  # noqa: ANN401 - playwright's own
) -> None:
    page = phone_browser.new_page(viewport={"width": 320, "height": 844})
    for place in TWINS:
        page.goto((site / place).as_uri())
        page.evaluate(
            "for (const one of document.querySelectorAll('.num')) one.textContent = '22,024,123.34'"
        )
        assert (place, page.evaluate(_SQUEEZED)) == (place, [])
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("places", [PLACES, TWINS], ids=["normal", "large"])
def test_axe_finds_nothing(
    site: Path,
    phone_browser: Any,  # noqa: ANN401 - playwright's own
    places: tuple[str, ...],
    scheme: str,
) -> None:
    page = phone_browser.new_page(viewport={"width": 390, "height": 844}, color_scheme=scheme)
    for place in places:
        page.goto((site / place).as_uri())
        assert (place, violations(page)) == (place, [])
    page.close()


@pytest.mark.parametrize("large", [False, True], ids=["normal", "large"])
def test_every_kind_of_published_page_fits_a_phone(
    published_site: Path,
    phone_browser: Any,  # noqa: ANN401 - playwright's own
    large: bool,  # noqa: FBT001 - a parameter
) -> None:
    name = TWIN if large else "index.html"
    page = phone_browser.new_page(viewport={"width": 320, "height": 844})
    root = published_site.resolve()
    every = [path for path in sorted(root.rglob(name)) if "book" not in path.parts]
    kinds = {re.sub(r"\d[^/]*", "N", place.relative_to(root).as_posix()): place for place in every}
    assert len(kinds) >= 10
    for place in kinds.values():
        page.goto(place.as_uri())
        where = place.relative_to(root).as_posix()
        assert (where, faults(page, LARGE if large else NORMAL)) == (where, {})
        assert (where, violations(page)) == (where, [])
    page.close()


@pytest.mark.parametrize(
    "address",
    [
        "", "large.html", "d/fengwan/", "d/fengwan/find/", "d/fengwan/compare/",
        "d/fengwan/2025/v1/public-revenue/", "d/fengwan/2025/v1/maintenance-fund/large.html",
    ],
)  # fmt: skip
def test_a_page_is_there_at_once_on_a_slow_phone_and_stays_still(
    served_site: Running,
    phone_browser: Any,  # noqa: ANN401 - playwright's own
    address: str,
) -> None:
    page = phone_browser.new_page(viewport={"width": 390, "height": 844})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    largest, moved = painted(page, f"{served_site.address}/{address}")
    assert 0 < largest <= 1500
    assert moved == 0
    assert all(url.startswith((f"{served_site.address}/", "data:")) for url in asked)
    page.close()


def test_one_tap_leads_from_a_line_to_its_voucher(site: Path, phone_browser: Any) -> None:  # noqa: ANN401 - playwright's own
    page = phone_browser.new_page(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    page.goto((site / "d/guiyu/2025-Q3/v1/public-revenue/index.html").as_uri())
    page.click("text=8月 付-0001")
    assert page.url.endswith("#v-2025-08-F0001")
    voucher = page.locator("#v-2025-08-F0001")
    assert voucher.locator(".legs").is_hidden()
    voucher.locator("summary").click()
    assert voucher.locator(".legs").is_visible()
    assert voucher.bounding_box()["y"] < 844
    page.close()
