"""Small wrong changes to a module, each of which its tests must notice.

What lives here: making the changes. What must not: running tests against them; that is script/mutants.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

COMPARED: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
RECKONED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.Pow: ast.Mult,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.BitXor: ast.BitAnd,
}
Changed = ast.AST | None  # None is a statement taken away


@dataclass(frozen=True, slots=True)
class Mutant:
    """A module with one thing wrong."""

    line: int
    text: str  # of the line
    before: str
    after: str
    source: str


def mutants_of(source: str) -> Iterator[Mutant]:
    """Make every mutant of a module, one change each; texts that only people read stay as they are."""
    tree = ast.parse(source)
    spared = set(_spared(tree))
    for index, node in enumerate(ast.walk(tree)):
        if index not in spared:
            for number, _ in enumerate(_changes(node)):
                yield _mutant(source, index, number)


def _mutant(source: str, index: int, number: int) -> Mutant:
    tree = ast.parse(source)
    node = list(ast.walk(tree))[index]
    before = ast.unparse(node)
    changed = list(_changes(node))[number]()
    _put(tree, node, changed or ast.Pass())
    after = ast.unparse(changed) if changed else "pass"
    line = getattr(node, "lineno", 1)
    text = source.splitlines()[line - 1].strip()
    return Mutant(line, text, before, after, ast.unparse(ast.fix_missing_locations(tree)))


def _put(tree: ast.AST, node: ast.AST, changed: ast.AST) -> None:
    """Put a node in the place of another."""
    for parent in ast.walk(tree):
        for name, held in ast.iter_fields(parent):
            if held is node:
                setattr(parent, name, changed)
            elif isinstance(held, list):
                held[:] = [changed if one is node else one for one in held]


def _spared(tree: ast.AST) -> Iterator[int]:
    """Say which nodes are docstrings, types, or words for ourselves."""
    words: list[ast.AST] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Module) and ast.get_docstring(node):
            words.append(node.body[0])
        words += [held for name in ("annotation", "returns", "msg") if (held := getattr(node, name, None))]
        if (
            isinstance(node, ast.Raise)
            and isinstance(node.exc, ast.Call)
            and ast.unparse(node.exc.func) == "ValueError"
        ):
            words += node.exc.args
        if isinstance(node, ast.keyword) and node.arg in {"frozen", "slots", "repr"}:
            words.append(node)
    inside = {id(part) for word in words for part in ast.walk(word)}
    yield from (index for index, node in enumerate(ast.walk(tree)) if id(node) in inside)


def _changes(node: ast.AST) -> Iterator[Callable[[], Changed]]:
    """List what can be done wrong at a node."""
    if isinstance(node, ast.Compare):
        for at, operator in enumerate(node.ops):
            for other in COMPARED.get(type(operator), ()):
                yield partial(
                    ast.Compare, node.left, [*node.ops[:at], other(), *node.ops[at + 1 :]], node.comparators
                )
    elif isinstance(node, ast.BinOp) and type(node.op) in RECKONED:
        yield partial(ast.BinOp, node.left, RECKONED[type(node.op)](), node.right)
    elif isinstance(node, ast.BoolOp):
        yield partial(ast.BoolOp, ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
        for at in range(len(node.values)):
            yield partial(_joined, node.op, [*node.values[:at], *node.values[at + 1 :]])
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield lambda: node.operand
    elif isinstance(node, ast.Constant):
        yield from (partial(ast.Constant, value) for value in _other_values(node.value))
    else:
        yield from _changes_of_calls(node)


def _changes_of_calls(node: ast.AST) -> Iterator[Callable[[], Changed]]:
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"min", "max"}:
        other = "max" if ast.unparse(node.func) == "min" else "min"
        yield partial(ast.Call, ast.Name(other), node.args, node.keywords)
    calls = isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
    if calls or isinstance(node, ast.Assert | ast.AugAssign):
        yield lambda: None


def _joined(operator: ast.boolop, values: list[ast.expr]) -> ast.expr:
    return values[0] if len(values) == 1 else ast.BoolOp(operator, values)


def _other_values(value: object) -> tuple[bool | int | str | bytes, ...]:
    if isinstance(value, bool):
        return (not value,)
    if isinstance(value, int):
        return (value + 1, value - 1)
    if isinstance(value, str) and value:
        return (f"{value}X",)
    return (value + b"X",) if isinstance(value, bytes) and value else ()
