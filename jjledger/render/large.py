"""Pages in large type, for those whose eyes are old: the same page with a mark on its root element.

Every published `index.html` has a `large.html` beside it. It is made by rewriting the finished page,
so that it can never say anything else; its links stay among the large pages, so nobody has to ask
for large type twice, and no script has to remember it.

What lives here: the rewriting. What must not: how large anything is, which is in `css/large.css`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Final

NORMAL: Final = "index.html"
LARGE: Final = "large.html"

# The online book is another program's, and the owners' page enlarges itself; neither has a page in large type.
_LINK: Final = re.compile(r'href="(?![a-z]+:)(?!(?:\.\./)*(?:book|o)/)((?:[^":#]*/)?)index\.html(#[^"]*)?"')
_ROOT: Final = '<html lang="zh-CN" class="screen">'
_STYLES: Final = re.compile(r'(<link rel="stylesheet" href="[^"]*css/)print(\.css" media=)"print">')
_TO_LARGE: Final = '<p class="view"><a href="large.html" rel="alternate">大字版</a></p>'
_TO_NORMAL: Final = '<p class="view"><a href="index.html" rel="alternate">标准版</a></p>'


def large(page: str) -> str:
    """Write a page in large type.

    Args:
        page: an `index.html` for the screen as `html` writes it.
    """
    if page.count(_ROOT) != 1 or page.count(_TO_LARGE) != 1:
        msg = "only a page that leads to its large twin has one"
        raise ValueError(msg)
    enlarged = _LINK.sub(r'href="\1large.html\2"', page)
    enlarged = enlarged.replace(_TO_LARGE, _TO_NORMAL)
    enlarged = _STYLES.sub(r'\1large\2"screen">\n\g<0>', enlarged)
    return enlarged.replace(_ROOT, '<html lang="zh-CN" class="screen large">')


def with_large(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Add its twin in large type to every page that has one.

    Args:
        files: content by path; files that are no `index.html` stay as they are.
    """
    both = dict(files)
    for path, data in files.items():
        if PurePosixPath(path).name == NORMAL and _TO_LARGE.encode() in data:
            both[str(PurePosixPath(path).with_name(LARGE))] = large(data.decode()).encode()
    return both
