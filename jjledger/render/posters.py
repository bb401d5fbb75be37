"""The papers for the notice board as PDF: the poster in three sizes, and the sheet for the old.

What lives here: that the poster is laid out once and made larger. What must not: what it says.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Final, Literal

from jjledger.disclosure.models import MaintenanceFund, PublicRevenue
from jjledger.disclosure.one_sheet import one_sheet
from jjledger.disclosure.poster import ROOM, poster
from jjledger.disclosure.poster_models import CheckSheet, OneSheet, Poster, Stamp
from jjledger.render.html import environment
from jjledger.render.pdf_sizes import Size
from jjledger.render.qr import key_svg, proof_svg, qr_svg

if TYPE_CHECKING:
    from jjledger.render.pdf import Printer

_TEMPLATES: Final[Mapping[type, str]] = {Poster: "poster.html.j2", OneSheet: "one_sheet.html.j2"}
_STYLES: Final = "poster.css"
_STEP: Final = 104  # a row less, in tenths of a millimetre
_TRIES: Final = 4
_GROUP: Final = 4  # signs of a key that are copied at one look
# Letters and digits that the largest code holds where 15 % or 7 % of it may be lost; ISO/IEC 18004, table 7.
_MOST: Final[Mapping[Literal["m", "l"], int]] = {"m": 3391, "l": 4296}


def poster_files(
    page: PublicRevenue | MaintenanceFund,
    stamp: Stamp,
    printer: Printer,
    *,
    draft: bool = False,
    hung: date | None = None,
) -> dict[str, bytes]:
    """Print the papers for the notice board.

    Args:
        page: the disclosure as it is published.
        stamp: the check code and its place in the log.
        printer: this process's printer.
        draft: it is not out yet; 草稿 is printed across.
        hung: day on which this copy goes up; None where that is the day of the edition.

    Returns:
        Content by file name: `poster-a4.pdf`, `poster-a3.pdf`, `poster-a2.pdf`, `one-sheet.pdf`.

    Raises:
        RenderError: a page could not be printed.
    """

    def laid_out(room: int) -> str:
        return written(poster(page, stamp, draft=draft, room=room, hung=hung))

    sheet = one_sheet(page, stamp, draft=draft, hung=hung)
    return {
        **{f"poster-{size}.pdf": pdf for size, pdf in _poster(printer, laid_out).items()},
        "one-sheet.pdf": printer.pdf(written(sheet), styles=_STYLES),
    }


def check_sheet(sheet: CheckSheet, printer: Printer) -> bytes:
    """Print the sheet that hangs beside a poster.

    Args:
        sheet: what it says.
        printer: this process's printer.

    Raises:
        RenderError: the page could not be printed.
    """
    template = environment().get_template("check_sheet.html.j2")
    error = next((error for error, most in _MOST.items() if len(sheet.code) <= most), None)
    code_svg = proof_svg(sheet.code, error) if error else ""
    name, key_id, key = sheet.log_key.split("+", 2)
    page = template.render(
        sheet=sheet,
        code_svg=code_svg,
        key_svg=key_svg(sheet.log_key),
        key_lines=(f"{name}+", f"{key_id}+", *(key[at : at + _GROUP] for at in range(0, len(key), _GROUP))),
        qr_svg=qr_svg(sheet.address, "q"),
    )
    return printer.pdf(page, styles=_STYLES)


def written(paper: Poster | OneSheet) -> str:
    """Write a paper for the notice board as HTML, which is only ever printed."""
    template = environment().get_template(_TEMPLATES[type(paper)])
    return template.render(
        paper=paper, head=paper.head, foot=paper.foot, qr_svg=qr_svg(paper.foot.address, "q")
    )


def poster_tiles(
    page: PublicRevenue | MaintenanceFund,
    stamp: Stamp,
    printer: Printer,
    *,
    draft: bool = False,
    hung: date | None = None,
) -> bytes:
    """Print the poster at nearly the size of A3 on two A4 sheets, to be glued together.

    Args:
        page: the disclosure as it is published.
        stamp: the check code and its place in the log.
        printer: this process's printer.
        draft: it is not out yet.
        hung: day on which this copy goes up, as above.

    Raises:
        RenderError: the page could not be printed.
    """
    return printer.tiles(written(poster(page, stamp, draft=draft, hung=hung)), _STYLES)


def _poster(printer: Printer, laid_out: Callable[[int], str]) -> Mapping[Size, bytes]:
    """Print the poster on one sheet, with a row less for as long as it takes more than one."""
    for less in range(_TRIES):
        sheet = printer.sheet(laid_out(ROOM - less * _STEP), _STYLES)
        if sheet.pages == 1:
            break
    return sheet.files
