"""Small buildings: which totals by building may be shown at each half-year's end.

What must stay hidden is one household's money: what it brought, paid, got back, or bore of
a small repair. Readers know every published total and every line of the public book, and can
work out all that was shared by law among ten households or more (areas are no secret). So the
danger is a *household-level movement*. It is published only inside a line of the public book,
without its building, and totals by building must not put it back into its place.

Two tests make a total harmless, and neither looks at one period alone.

*Crowd.* At least `LEAST_HOUSEHOLDS` households and none with more than half. It is asked of
a building's balances, and of the household-level movements since the total was last shown
(none at all is as good): the difference of two totals of one building is just those.
A building that fails is put together with others, so the table always sums to the fund.

*Subtraction.* Balances of the merged buildings are known as well, as the fund's total less
what is shown, so a sound building's total may betray an unsound one's. All that readers can
derive are combinations of (a) the lines L of the public book, public by law, and (b) the sums
W of a building's movements from one shown total to the next, the first since the books began.
With factors y on lines and x on windows, what moved in line l and window w weighs y(l) - x(w);
what no shown total closes weighs y(l) alone, which makes all of it one more window, `rest`,
with factor 0. If a line and a window share a crowd, then either their factors are equal, or the
combination contains that crowd. So join the two, and go on joining what shares a crowd, until
nothing does. A combination without a crowd has one factor on all that was joined. Where all
windows that hang together by lines are joined, it therefore says only what lines say already,
over however many periods. A household that moved several times counts once.

One thing is left: a line all of whose movements lie in one building. Its sum is public, but
the building's total would say whose it is; so such a line must share a crowd with it as well.

What households brought in when the books were opened can be guessed from their areas, or not. So
all this is asked twice: with the openings as secrets like any other, and with them known.

Windows close only when all this holds; failing that, the buildings with movements are merged.
Then new movements lie in `rest` alone, what was joined stays joined, and the tables say nothing
new, so there always is a way out. One building alone is never merged "with itself": another
joins it.

Source: 个人信息保护法 第6条 (least intrusion); house rule on small buildings.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Final

LEAST_HOUSEHOLDS: Final = 10


@dataclass(frozen=True, slots=True)
class Movement:
    """A household-level movement, as readers do not see it."""

    line: str  # the line of the public book that contains it
    building: str
    household: str
    amount_fen: int
    opens: bool = False  # brought into the books at their opening


@dataclass(frozen=True, slots=True)
class PeriodEnd:
    """A half-year's end: what households have, and what moved since the end before."""

    balances: Mapping[str, Mapping[str, int]]  # building → household → fen
    movements: tuple[Movement, ...]


@dataclass(frozen=True, slots=True)
class _Window:
    """From one shown total of a building to the next."""

    building: str
    number: int


Groups = tuple[tuple[str, ...], ...]
_REST: Final = _Window("", 0)
_Node = str | _Window  # a line or a window
_Moved = dict[str, int]  # household → fen
_Edges = Mapping[tuple[str, _Window], _Moved]  # what moved in a line and a window


def is_crowd(amounts: Iterable[int]) -> bool:
    """Say whether amounts of single households hide each other.

    Args:
        amounts: one amount a household, any sign, in fen; zeros do not count.

    Examples:
        >>> is_crowd([100] * 10), is_crowd([100] * 9), is_crowd([100] * 9 + [901])
        (True, False, False)
    """
    sizes = [abs(amount) for amount in amounts if amount]
    return len(sizes) >= LEAST_HOUSEHOLDS and 2 * max(sizes) <= sum(sizes)


@dataclass(slots=True)
class _State:
    """What has been shown so far; lives only while the ends are walked through."""

    open: dict[str, dict[str, _Moved]] = field(default_factory=dict)  # building → line → since last shown
    closed: dict[tuple[str, _Window], _Moved] = field(default_factory=dict)
    shown: set[str] = field(default_factory=set)  # buildings that ever stood alone
    openings: set[str] = field(default_factory=set)  # lines


def merged_groups(ends: Sequence[PeriodEnd]) -> tuple[Groups, ...]:
    """Say which buildings stand alone and which together, at each end.

    Args:
        ends: every half-year's end since the books began, oldest first.

    Returns:
        One partition of the buildings an end. Buildings keep their order; the group that is
        merged stands at the place of its first building.
    """
    state = _State()
    return tuple(_show(state, number, end) for number, end in enumerate(ends))


def _show(state: _State, number: int, end: PeriodEnd) -> Groups:
    state.openings |= {move.line for move in end.movements if move.opens}
    for move in end.movements:
        _add(
            state.open.setdefault(move.building, {}).setdefault(move.line, {}),
            move.household,
            move.amount_fen,
        )
    merged = _to_merge(state, number, end)
    alone = end.balances.keys() - merged
    state.closed = {edge: moved for edge, moved in _edges(state, alone, number).items() if edge[1] != _REST}
    state.shown |= alone
    state.open = {name: moves for name, moves in state.open.items() if name not in alone}
    together = tuple(building for building in end.balances if building in merged)
    return tuple(
        together if building in merged else (building,)
        for building in end.balances
        if building not in together[1:]
    )


def _to_merge(state: _State, number: int, end: PeriodEnd) -> AbstractSet[str]:
    """Choose the buildings that are put together: those that fail alone, and as few more as will do."""
    unsound = {building for building in end.balances if not _stands(state, end, building)}
    telling = (name for name in end.balances if name in state.open or name not in state.shown)
    others = sorted(
        (name for name in telling if name not in unsound), key=lambda name: _merge_rank(state, name)
    )
    too_few, enough = 0, len(others)
    while too_few < enough:
        half = (too_few + enough) // 2
        merged = _filled({*unsound, *others[:half]}, end)
        if _tells_nothing(state, _edges(state, end.balances.keys() - merged, number)):
            enough = half
        else:
            too_few = half + 1
    return _filled({*unsound, *others[:enough]}, end)


def _add(moved: _Moved, household: str, fen: int) -> None:
    moved[household] = moved.get(household, 0) + fen


def _stands(state: _State, end: PeriodEnd, building: str) -> bool:
    """Say whether a building passes the crowd test on its own."""
    moved = _sum(state, building)
    unmoved = not any(moved.values())
    return is_crowd(end.balances[building].values()) and (unmoved or is_crowd(moved.values()))


def _sum(state: _State, building: str) -> _Moved:
    """Sum by household what moved in a building since it was last shown, openings left out."""
    total: _Moved = {}
    for line, moved in state.open.get(building, {}).items():
        for household, fen in moved.items() if line not in state.openings else ():
            _add(total, household, fen)
    return total


def _merge_rank(state: _State, building: str) -> tuple[bool, int, str]:
    """Rank whom to merge first: who has the fewest households that moved; those without, last."""
    moved = _sum(state, building)
    return not moved, len(moved), building


def _filled(merged: set[str], end: PeriodEnd) -> set[str]:
    """Add buildings, the richest first, until those merged are two and a crowd, or all."""
    rest = sorted(end.balances.keys() - merged, key=lambda name: (-sum(end.balances[name].values()), name))
    for building in rest:
        balances = [fen for name in merged for fen in end.balances[name].values()]
        if not merged or (len(merged) > 1 and is_crowd(balances)):
            break
        merged.add(building)
    return merged


def _edges(state: _State, alone: AbstractSet[str], number: int) -> _Edges:
    """List what moved by line and window, as it would be if some buildings stood alone now."""
    edges = dict(state.closed)
    for building, lines in state.open.items():
        window = _Window(building, number) if building in alone else _REST
        for line, moved in lines.items():
            if any(moved.values()):
                # Households live in one building, so those of several buildings never meet.
                edges[line, window] = edges.get((line, window), {}) | moved
    return edges


def _tells_nothing(state: _State, edges: _Edges) -> bool:
    """Say whether nothing follows, be the openings secret or known."""
    later = {edge: moved for edge, moved in edges.items() if edge[0] not in state.openings}
    return _safe(edges) and _safe(later)


def _safe(edges: _Edges) -> bool:
    """Say whether all windows that hang together are joined by crowds."""
    piece = _pieces(edges)
    whole = _joined(piece, edges)
    for name in set(whole.values()):
        nodes = [node for node in piece if whole[node] == name]
        windows = [node for node in nodes if isinstance(node, _Window)]
        in_one = len({window.building for window in windows}) == 1 and windows[0] != _REST
        if len({piece[node] for node in (nodes if in_one else windows)}) > 1:
            return False
    return True


def _pieces(edges: _Edges) -> Mapping[_Node, _Node]:
    """Join lines and windows as long as two pieces share a crowd; give every node's piece."""
    nodes: list[_Node] = [node for edge in edges for node in edge]
    pairs: list[tuple[_Node, _Node]] = []
    while True:
        piece = _joined(nodes, pairs)
        shared = _shared(edges, piece)
        crowds = [ends for ends, moved in shared.items() if is_crowd(moved.values())]
        if not crowds:
            return piece
        pairs += crowds


def _shared(edges: _Edges, piece: Mapping[_Node, _Node]) -> Mapping[tuple[_Node, _Node], _Moved]:
    """Sum what moved in the lines of one piece and the windows of another: it all weighs the same."""
    shared: dict[tuple[_Node, _Node], _Moved] = {}
    for (line, window), moved in edges.items():
        ends = piece[line], piece[window]
        if ends[0] != ends[1]:
            total = shared.setdefault(ends, {})
            for household, fen in moved.items():
                _add(total, household, fen)
    return shared


def _joined(nodes: Iterable[_Node], pairs: Iterable[tuple[_Node, _Node]]) -> Mapping[_Node, _Node]:
    """Name for every node its piece, which is one of its nodes, when pairs are joined."""
    above = {node: node for node in nodes}
    for one, other in pairs:
        above[_top(above, one)] = _top(above, other)
    return {node: _top(above, node) for node in above}


def _top(above: dict[_Node, _Node], node: _Node) -> _Node:
    """Climb to the node that names a piece, and make the way shorter for those who follow."""
    while above[node] != node:
        above[node] = above[above[node]]
        node = above[node]
    return node
