"""docs/pages.md, made from the words beside the fields of the view models."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from typing import Annotated, get_args, get_origin, get_type_hints

from jjledger.disclosure import (
    annual_models,
    answer_models,
    audit_bundle_models,
    audit_report_models,
    audit_tested_models,
    book_models,
    calendar_models,
    card_models,
    decision_models,
    log_models,
    models,
    money_models,
    notice_models,
    period_models,
    pile_models,
    poster_models,
    project_models,
    revenue_models,
    sealed_models,
    site_models,
    statement_models,
)
from jjledger.disclosure.lint import LINTS

_INTRODUCTION = """# Pages

What every page shows, field by field. Each `data.json` carries the fields of its model under
these names; amounts are whole fen, days are ISO dates. This file is made from the view models in
`jjledger/disclosure/`; a test keeps it fresh.

| model | page |
|---|---|
| `PeriodPage` | `d/<community>/<period>/` |
| `PublicRevenue` | `d/<community>/<period>/v<N>/public-revenue/` |
| `MaintenanceFund` | `d/<community>/<period>/v<N>/maintenance-fund/`, `…/public-housing/` |
| `ThreeFunds` | `d/<community>/<period>/v<N>/three-funds/` |
| `MoneyList` | `d/<community>/<period>/v<N>/money/` |
| `AssetList` | `d/<community>/<period>/v<N>/assets/` |
| `ContractList` | `d/<community>/<period>/v<N>/contracts/` |
| `CommitteeSpending` | `d/<community>/<period>/v<N>/committee/` |
| `VoteResult` | `d/<community>/<day>.decision-<number>/v<N>/decision/` |
| `DecisionsCarriedOut` | `d/<community>/<year>/v<N>/decision/` |
| `ProjectPage` | `d/<community>/<day>.project-<number>/v<N>/project/`, and `…-settled/`, `…-paid/` |
| `AuditPage` | `d/<community>/<day>.audit-<word>/v<N>/audit/` |
| `AnnualReport` | `d/<community>/<year>/v<N>/annual/` |
| `Poster`, `OneSheet` | `…/poster-a4.pdf`, `-a3`, `-a2` and `one-sheet.pdf` of the two main disclosures, where the period ended at most 366 days before the edition |
| `HouseholdStatement` | made on request for the household's owner, never published |
| `CommunityPage` | `d/<community>/` |
| `FindPage` | `d/<community>/find/`, its lines together in `lines.json` |
| `ComparePage` | `d/<community>/compare/`, and `compare.json` |
| `LogPage` | `log/`, and `log/list/<n>/` where the entries are too many for one page |
| `DistrictIndex` | `/` |
| `CommunityList` | `/`, and `list/<n>/` where the communities are too many for one page |
| `FinancialStatements` | `jjledger statements`: 会住维01, 02, 03, for those who sign them |
| `ShareNotice`, `TopUpNotice` | `jjledger fund notices`, `jjledger fund top-up --notices`: one page a household |
| `PileVolume`, `PileList` | `jjledger statement --all`, and piles of notices: what is printed for whom, never published |
| `LedgerCard` | `jjledger fund card`: made on request for the household's owner, never published |
| `LedgerBook`, `TrialBalance`, `VoucherBook` | `jjledger books`, `jjledger voucher print`: for the accountant's files, never published |
"""
_ADDRESSES = """## Addresses

Every page is an `index.html`; a `large.html` beside it says the same in large type. An address with `v<N>`
keeps its content for ever, the others show what is so today. A folder's name stands for its `index.html` on
a server and must be written out on a disk.

| address | what stands there | kept |
|---|---|---|
| `/`, `index.json`, `communities.json` | the communities side by side, and the same as data | today's |
| `list/<n>/` | 150 communities a page by pinyin, where they are more | today's |
| `names.json` | name, code, pinyin initials, pinyin and state of each: a table with `columns` and `rows` | today's |
| `d/<community>/`, `index.json`, `checks.json`, `book.beancount` | what is out, held and late; the public book | today's |
| `d/<community>/again.sh`, `again.txt` | adds the public book up again by hledger, ledger or awk, and how to | today's |
| `d/<community>/find/`, `find/<year>/`, `find/<year>-<n>/` | every item and voucher in force, at most 300 a page | today's |
| `d/<community>/lines.json` | the same lines: a table with `columns` and `rows` | today's |
| `d/<community>/compare/`, `compare.json` | up to eight periods of a fund and length side by side | today's |
| `d/<community>/datapackage.json` | every CSV in force with columns, types, units, bytes, SHA-256 and licence, as a Frictionless data package | today's |
| `d/<community>/<period>/` | versions of a period, which is in force, where it hung | today's |
| `d/<community>/<period>/v<N>/<document>/` | one document: page, `report.pdf`, `data.json`, each table as `.csv` and `.xlsx` | for ever |
| `…/audit/record.toml`, `record.note` | the record of an audit as it stands, and the auditor's signature | for ever |
| `…/<document>/vouchers-<n>/` | its vouchers, where they are too many for its own page | for ever |
| `…/v<N>/SHA256SUMS` | the SHA-256 of every file of the version; the SHA-256 of this list is the version's root | for ever |
| `…/v<N>/register-<fund>.txt` | the rooms whose statements are sealed, each with a hash that tells nothing | for ever |
| `…/v<N>/manifest.txt` | what the public log holds of the version, byte for byte | for ever |
| `…/v<N>/PAPERS.SHA256` | SHA-256 of its posters and sheets, which print the log's root | for ever |
| `log/`, `log/list/<n>/` | the public log to read: what was published of all communities, in order | today's |
| `log/checkpoint`, `log/checkpoints/<size>`, `log/tile/…` | the log itself, never changed | growing |
| `log/proofs/<index>.tlog-proof` | that an entry stands in the log | today's |
| `verify.html` | the page with which anybody checks a proof, also without network | today's |
| `SITE.sums`, `SITE.note` | SHA-256 of every file served, and the signature over that list | today's |

`<period>` is 2025, 2025-H1, 2025-Q3, or of an event its day and a word, 2025-03-10.project-2025-01.
"""
_MODULES = (
    models,
    calendar_models,
    period_models,
    answer_models,
    money_models,
    revenue_models,
    decision_models,
    project_models,
    audit_bundle_models,
    audit_report_models,
    audit_tested_models,
    annual_models,
    statement_models,
    notice_models,
    card_models,
    book_models,
    pile_models,
    poster_models,
    sealed_models,
    site_models,
    log_models,
)


def view_models() -> tuple[type, ...]:
    """List every view model in the order of its definition."""
    return tuple(
        model
        for module in _MODULES
        for model in vars(module).values()
        if isinstance(model, type) and model.__module__ == module.__name__ and is_dataclass(model)
    )


def field_help(model: type) -> dict[str, tuple[str, str]]:
    """Give type and description of every field of a model; a field without one has ''."""
    hints = get_type_hints(model, include_extras=True)
    described = {}
    for item in fields(model):
        hint = hints[item.name]
        help_text = next((extra for extra in get_args(hint)[1:]), "") if get_origin(hint) is Annotated else ""
        described[item.name] = (_type_words(hint), str(help_text))
    return described


def pages_markdown() -> str:
    """Write docs/pages.md."""
    parts = [_INTRODUCTION, _ADDRESSES]
    for model in view_models():
        rows = [f"| `{name}` | {kind} | {text} |" for name, (kind, text) in field_help(model).items()]
        head = [f"## {model.__name__}", "", (model.__doc__ or "").splitlines()[0], ""]
        parts.append("\n".join([*head, "| field | type | meaning |", "|---|---|---|", *rows]) + "\n")
    lints = [f"| {code} | {text} |" for code, text in LINTS.items()]
    parts.append(
        "\n".join(
            [
                "## Lint",
                "",
                "A disclosure goes out only when none of these finds anything.",
                "",
                "| code | what it looks for |",
                "|---|---|",
                *lints,
            ]
        )
        + "\n"
    )
    return "\n".join(parts)


def _type_words(hint: object) -> str:
    """Name a type as a reader of JSON needs it."""
    plain = get_args(hint)[0] if get_origin(hint) is Annotated else hint
    text = plain.__name__ if isinstance(plain, type) and not get_args(plain) else str(plain)
    text = re.sub(r"[\w.]*\.(?=\w)", "", text)
    text = re.sub(r"tuple\[(\w+), \.\.\.\]", r"list of \1", text)
    text = re.sub(r"Literal\[(.*)\]", lambda match: match[1].replace("'", "`").replace(", ", " or "), text)
    return text.replace(" | None", " or null").replace("|", "or")
