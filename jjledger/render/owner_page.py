"""The page on which a household opens its statement by its link: the verifier with a key to what is sealed.

It asks its own site for sealed files and nobody for anything else. What lives here: joining it. What must not: links,
which no page holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from jjledger.render.verifier import SCRIPTS, joined_page

NAME: Final = "o/index.html"
_OWNER: Final = "../owner/"  # beside the verifier's sources
_PAGE_ITSELF: Final = "page.js"
OWNER_SCRIPTS: Final = (
    *(name for name in SCRIPTS if name != _PAGE_ITSELF),
    f"{_OWNER}link.js",
    f"{_OWNER}page.js",
)


def owner_page(policy: Mapping[str, object]) -> bytes:
    """Join the page.

    Args:
        policy: whom it trusts, as `policy_told` writes it, and `demo` where the keys are for demonstration only.

    Raises:
        ProofError: the policy contradicts itself, or a key is not written as one.
    """
    return joined_page(f"{_OWNER}page.html", ("page.css", f"{_OWNER}page.css"), OWNER_SCRIPTS, policy)
