"""Which request to the desk gets which page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from http import HTTPStatus
from pathlib import Path
from typing import Final

from werkzeug import Request, Response
from werkzeug.exceptions import RequestEntityTooLarge

from jjledger.errors import JjledgerError
from jjledger.render.resources import site_files
from jjledger.serve.answers import refusal
from jjledger.serve.desk.closing_pages import closing_pages
from jjledger.serve.desk.draft_pages import draft_pages
from jjledger.serve.desk.due_pages import due_pages
from jjledger.serve.desk.edit_pages import edit_pages
from jjledger.serve.desk.file_pages import original_pages, print_pages
from jjledger.serve.desk.import_pages import import_pages
from jjledger.serve.desk.objection_pages import objection_pages
from jjledger.serve.desk.overview import overview, start_page
from jjledger.serve.desk.posted_pages import posted_pages
from jjledger.serve.desk.reconcile_pages import reconcile_pages
from jjledger.serve.desk.shelf import Shelf
from jjledger.serve.desk.visit import Memory, Visit, led_to, troubles_of
from jjledger.serve.desk.voucher_pages import voucher_pages
from jjledger.serve.pages import page
from jjledger.serve.published import Published

DESK: Final = "/desk"
_FILES: Final = "-/"  # no community is called so
_PAGES: Final[Mapping[str, Callable[[Visit], Response | None]]] = {
    "": overview,
    "import": import_pages,
    "drafts": draft_pages,
    "vouchers": voucher_pages,
    "reconcile": reconcile_pages,
    "closing": closing_pages,
    "due": due_pages,
    "posted": posted_pages,
    "objections": objection_pages,
    "edits": edit_pages,
    "originals": original_pages,
    "print": print_pages,
}


class Desk:
    """The pages of all communities that are open."""

    def __init__(self, communities: Shelf) -> None:
        """Set up the desk.

        Args:
            communities: those that are open.
        """
        self._communities = communities
        self._memory = Memory()
        self._own = Published(Path(__file__).parents[1] / "static")
        self._site = Published(site_files())

    def answer(self, request: Request, path: str) -> Response:
        """Answer a request below `/desk`.

        Args:
            request: what was asked; one that writes has come from a page of our own.
            path: what follows `/desk/`.
        """
        if path.startswith(_FILES):
            name = path.removeprefix(_FILES)
            return page(self._own if name.startswith("desk.") else self._site, name)
        if not path:
            return self._start()
        code, _, rest = path.partition("/")
        held = self._communities.get(code)
        name, *parts = rest.split("/")
        if held is None or name not in _PAGES:
            return refusal(HTTPStatus.NOT_FOUND)
        try:
            return self._page(
                Visit(held, request, name, tuple(parts), self._memory, len(self._communities) > 1)
            )
        finally:
            request.close()  # files that were sent

    def _page(self, visit: Visit) -> Response:
        """Let a page answer; what it refuses is told in words."""
        try:
            if visit.posted:
                return self._form(visit)
            return _PAGES[visit.page](visit) or refusal(HTTPStatus.NOT_FOUND)
        except JjledgerError as error:
            given = {"back": f"/{visit.held.code}/editor/", "back_title": "账本编辑"}
            return visit.show("refused", given, troubles_of(error))
        except RequestEntityTooLarge:
            return refusal(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)

    def _form(self, visit: Visit) -> Response:
        """Carry a form out, once: who clicks twice is led to what the first click did."""
        with visit.held.forms:
            led = visit.memory.answered.get(visit.form_state)
            if led:
                return led_to(led)
            return _PAGES[visit.page](visit) or refusal(HTTPStatus.NOT_FOUND)

    def _start(self) -> Response:
        """Show all communities; where there is one, its own page."""
        if len(self._communities) == 1:
            only = next(iter(self._communities))
            return Response(status=HTTPStatus.SEE_OTHER, headers={"Location": f"{DESK}/{only.code}/"})
        return start_page(self._communities)
