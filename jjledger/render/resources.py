"""Where the templates and the site's own files are, in a checkout as in an installed wheel.

`templates/` and `site/` stand at the top of the project, where people look for them. Two links in the
package point there, which a wheel holds as folders; so there is one place to look, whatever is installed how.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import jjledger

_PACKAGE: Final = Path(jjledger.__file__).resolve().parent
_PARTS: Final = frozenset({"owner", "verify"})  # of pages that are put together before they are served


def templates() -> Path:
    """Give the folder of the jinja2 templates."""
    return (_PACKAGE / "templates").resolve()


def site_files() -> Path:
    """Give the folder of what is served as a person wrote it: css, icon."""
    return (_PACKAGE / "site").resolve()


def served_files(folder: Path | None = None) -> Iterator[tuple[str, bytes]]:
    """Give what is served as it stands, by path below the site.

    Args:
        folder: of the site's own files; None: where they are.
    """
    folder = folder or site_files()
    for path in sorted(folder.rglob("*")):
        relpath = path.relative_to(folder)
        if path.is_file() and relpath.parts[0] not in _PARTS:
            yield relpath.as_posix(), path.read_bytes()
