"""Small buildings: which totals by building may be shown at each half-year's end.

What must stay hidden is how one household's money moved. Readers know every published
total, every line of the public book, and can work out all that was shared by law among
ten households or more (areas are no secret). So the danger is a *household-level movement*:
a deposit, a refund, a small repair. It is published only inside a line of the public book,
without its building, and totals by building must not put it back into its place.

Two tests make a total harmless, and neither looks at one period alone.

*Crowd.* At least `LEAST_HOUSEHOLDS` households and none with more than half. It is asked of
a building's balances, and of the household-level movements since the total was last shown
(none at all is as good): the difference of two totals of one building is just those.
A building that fails is put together with others, so the table always sums to the fund.

*Subtraction.* Balances of the merged buildings are known as well, as the fund's total less
what is shown, so a sound building's total may betray an unsound one's. All that readers can
derive about movements are combinations of (a) the lines L of the public book, public by law,
and (b) the sums W of a building's movements from one shown total to the next. With potentials
y on lines and x on windows, the movements of building b in line l weigh y(l) - x(w) in such a
combination, where w is the window they fall in; movements not closed by a shown total weigh
y(l) alone, which makes all of them one more window, `rest`. So lines and windows form a graph
whose edges are the movements, and what a combination contains is a cut of it. Combinations
with all x equal say only what the lines say already. Any other separates two windows, and
therefore contains at least a minimum cut between two windows. If every such cut that is not
empty counts ten households, nothing about fewer than ten can be had by subtraction, over
however many periods. A household that moved several times counts once.

Windows close only when both tests hold; failing that, the buildings with movements are
merged, which adds nothing to what the lines say, so there always is a way out. One building
alone is never merged "with itself": another joins it.

Source: 个人信息保护法 第6条 (least intrusion); house rule on small buildings.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Final

LEAST_HOUSEHOLDS: Final = 10
_REST: Final = "rest"
_FIRST: Final = "first"


@dataclass(frozen=True, slots=True)
class Movement:
    """A household-level movement, as readers do not see it."""

    line: str  # the line of the public book that contains it
    building: str
    household: str
    amount_fen: int


@dataclass(frozen=True, slots=True)
class PeriodEnd:
    """A half-year's end: what households have, and what moved since the end before."""

    balances: Mapping[str, Mapping[str, int]]  # building → household → fen
    movements: tuple[Movement, ...]


Groups = tuple[tuple[str, ...], ...]
# Lines on one side, windows on the other; the weight is how many households moved between them.
_Graph = dict[str, dict[str, int]]


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

    open: dict[str, list[Movement]] = field(default_factory=dict)  # since the building last stood alone
    closed: list[tuple[str, Movement]] = field(default_factory=list)  # window, movement
    shown: set[str] = field(default_factory=set)  # buildings that ever stood alone


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
    for movement in end.movements:
        state.open.setdefault(movement.building, []).append(movement)
    merged = {building for building in end.balances if not _stands(state, end, building)}
    telling = [name for name in end.balances if name in state.open or name not in state.shown]
    for building in sorted(telling, key=lambda name: _merge_rank(state, name)):
        if _safe(_graph(state, end.balances.keys() - merged, end)):
            break
        merged.add(building)
    _fill(merged, end)
    for building in end.balances.keys() - merged:
        window = f"{building}:{number}" if building in state.shown else _FIRST
        state.closed.extend((window, move) for move in state.open.pop(building, []))
        state.shown.add(building)
    together = tuple(building for building in end.balances if building in merged)
    return tuple(
        together if building in merged else (building,)
        for building in end.balances
        if building not in together[1:]
    )


def _merge_rank(state: _State, building: str) -> tuple[bool, int, str]:
    """Rank whom to merge first: who has the fewest households that moved; newcomers last."""
    moves = state.open.get(building, [])
    return not moves, len(_households(moves)), building


def _stands(state: _State, end: PeriodEnd, building: str) -> bool:
    """Say whether a building passes the crowd test on its own."""
    if not is_crowd(end.balances[building].values()):
        return False
    moves = state.open.get(building)
    return building not in state.shown or not moves or is_crowd(_households(moves).values())


def _households(moves: Iterable[Movement]) -> dict[str, int]:
    """Sum the sizes of movements by household."""
    sizes: dict[str, int] = {}
    for move in moves:
        sizes[move.household] = sizes.get(move.household, 0) + abs(move.amount_fen)
    return sizes


def _fill(merged: set[str], end: PeriodEnd) -> None:
    """Add buildings, the richest first, until those merged are two and a crowd, or all."""
    rest = sorted(end.balances.keys() - merged, key=lambda name: (-sum(end.balances[name].values()), name))
    for building in rest:
        balances = [fen for name in merged for fen in end.balances[name].values()]
        if not merged or (len(merged) > 1 and is_crowd(balances)):
            return
        merged.add(building)


def _graph(state: _State, alone: AbstractSet[str], end: PeriodEnd) -> _Graph:
    """Draw lines and windows as they would be if some buildings stood alone now.

    What moved before a building's first total is in no window either. Only when every
    building has been shown can readers tell it from what moved after the last, and it
    becomes a window of its own.
    """
    first = _FIRST if end.balances.keys() <= state.shown | alone else _REST
    placed = [(first if window == _FIRST else window, move) for window, move in state.closed]
    for building, moves in state.open.items():
        own = f"{building}:now" if building in state.shown else first
        placed.extend((own if building in alone else _REST, move) for move in moves)
    graph: _Graph = {}
    counted: set[str] = set()
    for window, move in placed:
        line = f"line {move.line}"
        fresh = int(move.household not in counted)
        counted.add(move.household)
        for one, other in ((line, window), (window, line)):
            weights = graph.setdefault(one, {})
            weights[other] = weights.get(other, 0) + fresh
    return graph


def _safe(graph: _Graph) -> bool:
    """Say whether every cut that separates two windows is empty or counts ten households.

    A cut between any two windows of a connected piece also separates one of them from any
    third, so it is enough to cut each from the first.
    """
    windows = sorted(node for node in graph if not node.startswith("line "))
    while windows:
        root = windows.pop(0)
        reached = _reach(graph, root)
        if any(window in reached and _cut(graph, root, window) < LEAST_HOUSEHOLDS for window in windows):
            return False
        windows = [window for window in windows if window not in reached]
    return True


def _reach(graph: _Graph, start: str, least: int = 0) -> dict[str, str]:
    """Walk over edges of at least some weight; give for each node where it was reached from."""
    reached = {start: start}
    waiting = deque([start])
    while waiting:
        node = waiting.popleft()
        for other, weight in graph[node].items():
            if weight >= least and other not in reached:
                reached[other] = node
                waiting.append(other)
    return reached


def _cut(graph: _Graph, source: str, sink: str) -> int:
    """Weigh a minimum cut, by augmenting paths one household at a time, up to ten."""
    rest = {node: dict(weights) for node, weights in graph.items()}
    for found in range(LEAST_HOUSEHOLDS):
        reached = _reach(rest, source, least=1)
        if sink not in reached:
            return found
        node = sink
        while node != source:
            before = reached[node]
            rest[before][node] -= 1
            rest[node][before] += 1
            node = before
    return LEAST_HOUSEHOLDS
