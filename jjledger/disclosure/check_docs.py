"""docs/checks.md, made from the tables of findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from jjledger.checks.audit.run import RULES
from jjledger.checks.catalogue import CATALOGUE, Check
from jjledger.checks.field_rules import FIELD_RULES
from jjledger.disclosure.held import (
    BACKWARDS,
    LINKS_STAY,
    NO_HOUSES,
    NO_TYPE,
    ROSTER_MISSING,
    UNAPPROVED,
    UNCLOSED,
    UNREADABLE,
    UNSIGNED,
    words_of,
)
from jjledger.disclosure.lint import LINTS
from jjledger.facts.audit_finding import LEVEL_WORDS
from jjledger.facts.audit_settings import SETTINGS, Thresholds, stated

_INTRODUCTION: Final = """# Checks

Every finding `jjledger check` and `jjledger publish` can give. `block` means that the books are wrong:
`check` exits with 1 and nothing is published from them. `warn` means that evidence is missing: `check` exits
with 0. A finding names the place, the line, the ground and the remedy; on public pages only the words of the
last column appear, which name nobody and nothing.

This file is made from `jjledger/checks/catalogue.py`, `jjledger/checks/audit/run.py` and
`jjledger/disclosure/lint.py`; a test keeps it fresh. `tests/cases/findings/` has a ledger that breaks each check
and no other, `tests/cases/audit/` one that only one question of an audit finds, and one that it lets pass.
"""
_AUDIT: Final = """## The questions of an audit

`jjledger audit` asks them of a period. What they find is something that somebody has to explain: it blocks
nothing and accuses nobody. Each answer says how many items were looked at, and 未能检查 with the reason where a
question or a part of it could not be asked. Thresholds are dated in community.toml (`[[audit]]`).
"""
_SECTIONS: Final = (
    ("L", "The text of the ledger"),
    ("B", "Wrong books"),
    ("E", "Missing evidence"),
)
_PUBLICATION: Final = {
    ROSTER_MISSING: "Is there a roster of owners, so that pages can be searched for their names?",
    UNREADABLE: "Can the books be read at all?",
    NO_TYPE: "Has the font every character of the page? (warns only)",
    UNCLOSED: "Is every month of the period closed, where the community asks for it?",
    UNAPPROVED: "Do the books still say what is out, or has somebody approved what they say instead?",
    BACKWARDS: "Is what goes out no earlier than what is out?",
    LINKS_STAY: "Can the packs of every edition in force be made for owners' links? (warns only)",
    NO_HOUSES: "Has an owners' fund that is to be published a house in the register, whose statement can be sealed?",
    UNSIGNED: "Has everybody signed who has to before it goes out?",
}
_FIELD: Final = """## The rules of the field, and what asks for them

The numbers are those that `Source:` lines in the code cite. Codes are explained above.
"""
_HEADINGS: Final = {
    "field": "| rule | asked by | beside |\n|---|---|---|",
    "checks": "| code | | asks | ground | in public |\n|---|---|---|---|---|",
    "audit": "| code | weight | asks | ground |\n|---|---|---|---|",
    "settings": "| key in `[[audit]]` | what it is | default | where the default is from |\n|---|---|---|---|",
    "pages": "| code | looks for | in public |\n|---|---|---|",
}


def checks_markdown() -> str:
    """Write docs/checks.md."""
    parts = [_INTRODUCTION]
    for letter, title in _SECTIONS:
        rows = _rows(check for check in CATALOGUE if check.code.startswith(letter))
        parts.append("\n".join([f"## {title}", "", _HEADINGS["checks"], *rows]) + "\n")
    parts.append("\n".join([_AUDIT, _HEADINGS["audit"], *_audit_rows(), "", *_settings_rows()]) + "\n")
    for title, asked in (("Mistakes on finished pages", LINTS), ("Of the publication itself", _PUBLICATION)):
        rows = (f"| {code} | {text} | {words_of(code)} |" for code, text in asked.items())
        parts.append("\n".join([f"## {title}", "", _HEADINGS["pages"], *rows]) + "\n")
    parts.append("\n".join([_FIELD, _HEADINGS["field"], *_field_rows()]) + "\n")
    return "\n".join(parts)


def _field_rows() -> Iterator[str]:
    for rule in FIELD_RULES:
        yield f"| {rule.number} {rule.words} | {rule.codes.replace(' ', ', ') or '—'} | {rule.otherwise} |"


def _rows(checks: Iterable[Check]) -> Iterator[str]:
    for check in checks:
        yield f"| {check.code} | {check.severity} | {check.question} | {check.ground} | {check.public} |"


def _audit_rows() -> Iterator[str]:
    for rule in RULES:
        yield f"| {rule.code} | {LEVEL_WORDS[rule.level]} | {rule.question} | {rule.ground} |"


def _settings_rows() -> Iterator[str]:
    yield _HEADINGS["settings"]
    for setting in SETTINGS:
        default = stated(getattr(Thresholds(), setting.field), setting.unit)
        yield f"| `{setting.key}` | {setting.words} | {default} | {setting.source} |"
