"""The page for verifying, opened in a browser: what it is shown, what it says, and all that it asks for meanwhile.

What lives here: the pages under several policies, and how they are used. What must not: expectations of a verdict.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from jjledger.proof.checkpoint import Policy
from jjledger.render.verifier import policy_told, verifier_page
from tests.sealed_packs import COMMUNITY, POLICY

ALONE: Final = Policy(POLICY.origin, POLICY.log, (), 0)


def written(place: Path) -> Path:
    """Write the page under a policy, under one without witnesses, under one for demonstration, and without."""
    for name, policy in {"verify": policy_told(POLICY), "alone": policy_told(ALONE), "bare": None}.items():
        (place / f"{name}.html").write_bytes(verifier_page(policy))
    (place / "named.html").write_bytes(
        verifier_page(policy_told(POLICY) | {"names": {COMMUNITY: "阳光小区·Ⅰ期"}})
    )
    (place / "demo.html").write_bytes(verifier_page(policy_told(POLICY) | {"demo": True}))
    return place


@dataclass
class Opened:
    """The page in a browser, with all that it asked for and said."""

    page: Any
    asked: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def check(self, pasted: str, room: str = "") -> list[str]:
        """Paste something, name a room, and give the headings of what comes."""
        self.page.fill("#room", room)
        self.page.fill("#pasted", pasted)
        self.page.click("button[type=submit]")
        return self.headings()

    def headings(self) -> list[str]:
        return [str(one) for one in self.page.locator("#results h2 span:last-child").all_inner_texts()]

    def words(self) -> str:
        return str(self.page.locator("#results").inner_text())

    def code(self) -> str:
        """Give the code of the one failure that is shown."""
        return str(self.page.locator("#results .red details dd").first.text_content())


def watched(browser: Any, address: str) -> Iterator[Opened]:  # noqa: ANN401 - playwright's own
    """Open the page, and see at the end that it asked for nothing but itself and had nothing to complain of."""
    page = browser.new_page(viewport={"width": 390, "height": 844})
    one = Opened(page)
    page.on("request", lambda request: one.asked.append(request.url))
    page.on("console", lambda message: one.said.append(message.text))
    page.on("pageerror", lambda error: one.said.append(str(error)))
    page.goto(address)
    yield one
    assert one.asked == [address]
    assert one.said == []
    page.close()
