"""改动: edits made with other programs, to be committed or set aside; and who wrote what lately."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Final

from werkzeug import Response

from jjledger.errors import ChangedError, JjledgerError, Trouble, refusal
from jjledger.facts.entry import Deed
from jjledger.serve.desk.visit import Visit, troubles_of
from jjledger.store.foreign import Edit
from jjledger.workflows.change_log import change_log
from jjledger.workflows.edits import commit_edits, edits_of, set_edits_aside

_LATEST: Final = 30


def edit_pages(visit: Visit) -> Response | None:
    """Answer for 改动; None where there is no such page."""
    if visit.rest:
        return None
    if not visit.posted:
        return _show(visit)
    try:
        return _decided(visit)
    except JjledgerError as error:
        return _show(visit, troubles_of(error))


def _decided(visit: Visit) -> Response:
    """Do with an edit what a person decided on seeing it."""
    system = visit.held.system
    name, do = visit.field("name"), visit.field("do")
    shown = edits_of(visit.held.folder, system)
    edit = next((one for one in shown.edits if one.name == name), None)
    if edit is None or edit_state(edit) != visit.field("seen"):
        raise ChangedError(
            Trouble(name, "打开页面以后，这处改动变了。什么也没做。", "请看刷新后的改动，再决定。")
        )
    if do == "commit":
        who = visit.field("author") or visit.names.prepared
        saved = commit_edits(shown, [name], Deed(who, visit.field("why")), system)
        return visit.done(
            visit.address("edits"),
            f"{name} 的改动已登记：{who}，{visit.field('why')}",
            f"提交 {(saved.commit or '')[:10]}",
        )
    if do == "aside":
        paths = set_edits_aside(shown, [name], system)
        return visit.done(
            visit.address("edits"), f"{name} 恢复成登记过的内容。", *(f"改动另存在 {path}" for path in paths)
        )
    raise refusal("按钮", "没有写明要做什么。", "请按页面上的按钮。")


def edit_state(edit: Edit) -> str:
    """Tell one state of an edit from another."""
    hashed = hashlib.sha256()
    for data in (edit.before, edit.now):
        hashed.update(b"-" if data is None else hashlib.sha256(data).digest())
    return hashed.hexdigest()


def _show(visit: Visit, troubles: Sequence[Trouble] = ()) -> Response:
    shown = edits_of(visit.held.folder, visit.held.system)
    log = change_log(visit.held.folder, _LATEST, visit.held.system)
    edits = [(edit.name, edit.kind, edit.diff(), edit_state(edit)) for edit in shown.edits]
    given = {
        "edits": edits,
        "in_git": shown.in_git,
        "aside": [str(path) for path in shown.aside],
        "changes": log.changes,
        "open_name": visit.field("name"),
        "author": visit.field("author"),
        "why": visit.field("why"),
    }
    return visit.show("edits", given, troubles)
