"""One request to a page of the desk: what was sent, and the ways to answer it.

What lives here: reading forms, framing pages, writing through the workflows. What must not:
what any one page is about.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from http import HTTPStatus
from typing import Final, Protocol, TypeVar
from urllib.parse import quote, urlencode

from werkzeug import Request, Response
from werkzeug.datastructures import FileStorage

from jjledger.books.ledger import Ledger
from jjledger.errors import (
    BooksError,
    ChangedError,
    EntryRefusedError,
    ForeignEditError,
    JjledgerError,
    Trouble,
    refusal,
)
from jjledger.facts.entry import Signed, Writing
from jjledger.render.desk import DeskFrame, desk_page
from jjledger.serve.desk.held import Held
from jjledger.serve.desk.kept import Answered, SavedNotes, Uploads
from jjledger.serve.desk.names import Names, fit_name, keep_names, names_in
from jjledger.serve.edited_ledger import DESK_PAGES
from jjledger.workflows.edits import edits_of
from jjledger.workflows.originals import Paper
from jjledger.workflows.record import UNSIGNED, Rehearsal, as_trouble, record, rehearse

DESK_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_LONGEST_FIELD: Final = 2000  # characters
_TRIES: Final = 4
_SIGNED: Final = "会计基础工作规范第51条：制单和审核须是两个人"


class HasWriting(Protocol):
    """What a workflow came to, whatever else it tells."""

    @property
    def writing(self) -> Writing:
        """Give what is to be written."""


P = TypeVar("P", bound=HasWriting)


@dataclass(frozen=True, slots=True)
class Memory:
    """What the server remembers between two requests."""

    uploads: Uploads = field(default_factory=Uploads)
    notes: SavedNotes = field(default_factory=SavedNotes)
    answered: Answered = field(default_factory=Answered)


@dataclass(frozen=True)
class Visit:
    """A request to a page of a community."""

    held: Held
    request: Request
    page: str  # import, drafts, vouchers …
    rest: tuple[str, ...]  # what follows the page in the address
    memory: Memory
    several: bool  # communities

    @property
    def today(self) -> date:
        """Tell the day."""
        return self.held.system.today()

    @property
    def posted(self) -> bool:
        """Say whether the person sent a form."""
        return self.request.method == "POST"

    @property
    def ledger(self) -> Ledger:
        """Give the books as they are now.

        Raises:
            JjledgerError: they cannot be read.
        """
        return self.held.ledger()

    @cached_property
    def names(self) -> Names:
        """Say who signs: as the form says, else as the browser kept it."""
        kept = names_in(self.request.cookies)
        if not self.posted:
            return kept
        form = self.request.form
        return Names(
            fit_name(form.get("prepared", kept.prepared)), fit_name(form.get("reviewed", kept.reviewed))
        )

    def asked(self, name: str, default: str = "") -> str:
        """Give a parameter of the address."""
        return _clean(self.request.args.get(name, default))

    @cached_property
    def form_state(self) -> str:
        """Tell this form, as filled in, from every other; "" where it has no name."""
        if not self.field("once"):
            return ""
        hashed = hashlib.sha256(repr(sorted(self.request.form.items(multi=True))).encode())
        for name, sent in self.request.files.items(multi=True):
            hashed.update(repr((name, sent.filename, sent.read())).encode())
            sent.seek(0)
        return hashed.hexdigest()

    def field(self, name: str) -> str:
        """Give what was typed into a field, on one line; "" where there is no such field."""
        return _clean(self.request.form.get(name, ""))

    def fields(self, name: str) -> list[str]:
        """Give what was typed into all fields of a name, in their order."""
        return [_clean(text) for text in self.request.form.getlist(name)]

    def day(self, name: str) -> date:
        """Read a day.

        Raises:
            OptionError: it is none.
        """
        text = self.field(name)
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise refusal("日期", f"「{text}」读不成日期。", "请写作 2025-03-31。") from None

    def papers(self, name: str) -> tuple[tuple[str, Paper], ...]:
        """Give the files of a field, with those it held when the form was shown before.

        Args:
            name: of the field; files sent before are named in fields `<name>-kept`.

        Returns:
            Token and file of each, the earlier first.

        Raises:
            OptionError: a file sent before has been forgotten.
        """
        kept: dict[str, Paper] = {}
        for token in self.fields(f"{name}-kept"):
            paper = self.memory.uploads.get(token)
            if paper is None:
                raise refusal("文件", "先前选的文件已经不在服务器的内存里了。", "请重新选择文件。")
            kept[token] = paper
        for sent in self.request.files.getlist(name):
            paper = _paper(sent)
            if paper is not None:
                kept[self.memory.uploads.put(paper)] = paper
        return tuple(kept.items())

    def signed(self) -> Signed:
        """Give who signs.

        Raises:
            OptionError: one is missing, or they are one person.
        """
        names = self.names
        if not (names.prepared and names.reviewed):
            raise refusal("制单、审核", "没有写明制单人和审核人。", "请在表单下方填写两个人的姓名。", _SIGNED)
        if names.prepared == names.reviewed:
            raise refusal(
                "制单、审核", f"制单和审核都是 {names.prepared}。", "审核须由另一个人担任。", _SIGNED
            )
        return Signed(names.prepared, names.reviewed)

    def sound_ledger(self) -> Ledger:
        """Give books in which nothing blocks, on which alone anything is planned.

        Raises:
            EntryRefusedError: something blocks; all of it.
            JjledgerError: they cannot be read.
        """
        blocking = self.ledger.blocking()
        if blocking:
            raise EntryRefusedError(tuple(map(as_trouble, blocking)))
        return self.ledger

    def rehearse(self, writing: Writing, signed: Signed) -> Rehearsal:
        """Rehearse a writing on the books as they are.

        Raises:
            JjledgerError: it is refused.
        """
        return rehearse(self.ledger, writing, signed, self.today)

    def write(self, plan: Callable[[], P], *, by_one: bool = False) -> tuple[P, Rehearsal]:
        """Plan and write into the ledger; returns only when it is saved.

        Where somebody else wrote between the plan and the writing, it is planned anew on what
        stands then, so that two persons at once both get their numbers.

        Args:
            plan: plans on the books as they are when it is called.
            by_one: nobody signs it as reviewer, since it holds no voucher.

        Returns:
            The plan that was written, and its rehearsal.

        Raises:
            JjledgerError: it is refused; nothing is written.
        """
        signed = self.author() if by_one else self.signed()
        for left in reversed(range(_TRIES)):
            planned = plan()
            try:
                rehearsal = self.rehearse(planned.writing, signed)
                record(rehearsal, self.held.system)
            except ForeignEditError:
                raise
            except ChangedError:
                if not left:
                    raise
            else:
                return planned, rehearsal
        raise AssertionError("the last try returns or raises")

    def author(self) -> Signed:
        """Give who writes what nobody has to review.

        Raises:
            OptionError: nobody has said.
        """
        if not self.names.prepared:
            raise refusal("制单", "没有写明是谁。", "请填写制单人的姓名；登记时要写明是谁改的。")
        return Signed(self.names.prepared, UNSIGNED.reviewed)

    def address(self, *parts: str, **asked: str) -> str:
        """Give the address of a page of this community."""
        query = f"?{urlencode(asked)}" if asked else ""
        return f"/desk/{self.held.code}/{'/'.join(quote(part) for part in parts)}{query}"

    def show(self, template: str, given: Mapping[str, object], troubles: Sequence[Trouble] = ()) -> Response:
        """Show a page.

        Args:
            template: its name.
            given: what the template is given.
            troubles: why what was asked for was not done.
        """
        html = desk_page(template, self._frame(troubles), given)
        response = Response(html, content_type="text/html; charset=utf-8")
        if troubles:
            response.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
        return dressed(response)

    def done(self, address: str, *lines: str) -> Response:
        """Lead to a page that says what was saved; a second click on 刷新 sends nothing again.

        Args:
            address: of the page.
            lines: what was saved.
        """
        token = self.memory.notes.put(lines)
        mark = "&" if "?" in address else "?"
        address = f"{address}{mark}saved={token}"
        self.memory.answered.put(self.form_state, address)
        response = led_to(address)
        keep_names(response, self.names)
        return response

    def _frame(self, troubles: Sequence[Trouble]) -> DeskFrame:
        try:
            ledger: Ledger | None = self.ledger
        except JjledgerError:
            ledger = None
        return DeskFrame(
            self.held.code,
            ledger.books.community.name if ledger else self.held.code,
            self.page,
            DESK_PAGES,
            self.several,
            self.names.prepared,
            self.names.reviewed,
            self.memory.notes.get(self.asked("saved")),
            troubles,
            len(ledger.blocking()) if ledger else 0,
            self._foreign(),
            secrets.token_urlsafe(8),
        )

    def _foreign(self) -> int:
        """Count the files with edits that the history does not know; what cannot be told is none."""
        if self.page == "edits":
            return 0
        try:
            return len(edits_of(self.held.folder, self.held.system).edits)
        except JjledgerError:
            return 0


def troubles_of(error: JjledgerError) -> tuple[Trouble, ...]:
    """List everything an error says is wrong."""
    if isinstance(error, BooksError | EntryRefusedError):
        return error.troubles
    return (error.trouble,)


def led_to(address: str) -> Response:
    """Lead a browser from a form to a page."""
    return dressed(Response(status=HTTPStatus.SEE_OTHER, headers={"Location": address}))


def dressed(response: Response) -> Response:
    """Put on what every answer of the desk carries."""
    response.headers["Content-Security-Policy"] = DESK_POLICY
    response.headers["Cache-Control"] = "no-store"
    return response


def _clean(text: str) -> str:
    """Keep what can stand on one line of a ledger."""
    one_line = " ".join(text.split())
    return "".join(sign for sign in one_line if sign.isprintable())[:_LONGEST_FIELD]


def _paper(sent: FileStorage) -> Paper | None:
    """Take a file as it was sent; None where the field was left empty. Its name is never a path of ours."""
    name = _clean((sent.filename or "").replace("\\", "/").split("/")[-1])
    data = sent.read()
    return Paper(name, data) if name or data else None
