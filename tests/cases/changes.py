"""Cases as small changes of a sound ledger: what is changed, and what must be found then.

A case in findings/*.txt:

    # B40 repair spending without a decision        codes found, or `sound`, and the case's name
    @ 2025/2025-02.beancount                        the file that is changed
    -  decision: "2025-01"                          these lines, which stand there once,
    +  note: "…"                                    become these; `; B40` ends a line that is found
    ! B15 2025/2025-02.beancount:1                  found elsewhere; line 0 is the file as a whole
    & six closed months                             all changes of an earlier case of the file come first
    % 2025-03-04T10:00 why                          what is laid down so far is committed then (audit/*.txt)

Without `-` lines the `+` lines are added at the file's end, which makes a new file where there
is none; `x` alone takes the file away. Blank lines and lines with `;` in front are passed over.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent
SOUND = HERE / "heyuan"
_EXPECTED = re.compile(r"; ((?:[A-Z]\d\d ?)+)$")


@dataclass(frozen=True, slots=True)
class Change:
    """One replacement of lines in one file."""

    file: str
    old: list[str] = field(default_factory=list)
    new: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Case:
    """Changes, and the findings they bring as (code, file, line)."""

    file: str  # in findings/
    codes: str
    name: str
    changes: list[Change] = field(default_factory=list)
    elsewhere: list[tuple[str, str, int]] = field(default_factory=list)
    # how many changes stand when it is committed, when that is, and why
    commits: list[tuple[int, str, str]] = field(default_factory=list)

    def lay_down(
        self, folder: Path, commit: Callable[[str, str], None] | None = None
    ) -> set[tuple[str, str, int]]:
        """Copy the sound ledger with the changes made, committing between them; give the findings expected."""
        shutil.copytree(SOUND, folder)
        for made, change in enumerate([*self.changes, None]):
            for at, when, why in self.commits:
                if at == made and commit is not None:
                    commit(when, why)
            if change is not None:
                _make(change, folder / change.file)
        return {*self.elsewhere, *_marked(folder)}


def read_cases(where: str = "findings") -> list[Case]:
    """Read all cases of a folder, in the order of its files."""
    return [case for file in sorted((HERE / where).glob("*.txt")) for case in _read(file)]


def _read(file: Path) -> list[Case]:
    cases: list[Case] = []
    for line in file.read_text(encoding="utf-8").splitlines():
        sign, rest = line[:1], line[1:]
        if sign == "#":
            codes, name = re.fullmatch(r" (sound|[A-Z]\d\d(?: [A-Z]\d\d)*) (.+)", rest).groups()  # type: ignore[union-attr]  # a case without heading fails loudly
            cases.append(Case(file.name, codes, name))
        elif sign == "&":
            cases[-1].changes.extend(next(case for case in cases if case.name == rest.strip()).changes)
        elif sign == "%":
            when, why = rest.strip().split(" ", 1)
            cases[-1].commits.append((len(cases[-1].changes), when, why))
        elif sign == "@":
            cases[-1].changes.append(Change(rest.strip()))
        elif sign == "!":
            code, place = rest.split()
            where, _, number = place.rpartition(":")
            cases[-1].elsewhere.append((code, where, int(number)))
        elif sign in "-+x" and line:
            change = cases[-1].changes[-1]
            if sign == "-" and change.new:
                change = Change(change.file)
                cases[-1].changes.append(change)
            {"-": change.old, "+": change.new, "x": change.gone}[sign].append(rest)
        else:
            assert not line or sign == ";", f"{file.name}: {line}"
    return cases


def _make(change: Change, file: Path) -> None:
    if change.gone:
        file.unlink()
        return
    text = file.read_text(encoding="utf-8") if file.is_file() else ""
    old, new = ("".join(f"{line}\n" for line in lines) for lines in (change.old, change.new))
    assert not old or f"\n{text}".count(f"\n{old}") == 1, f"{file} does not hold once: {old}"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"\n{text}".replace(f"\n{old}", f"\n{new}")[1:] if old else text + new, encoding="utf-8")


def _marked(folder: Path) -> set[tuple[str, str, int]]:
    """List the findings that `; B40` at a line's end expects."""
    return {
        (code, str(file.relative_to(folder)), number)
        for file in folder.rglob("*.beancount")
        for number, line in enumerate(file.read_text(encoding="utf-8").split("\n"), 1)
        for match in [_EXPECTED.search(line)]
        if match
        for code in match[1].split()
    }
