"""Statements that are wrong, each committed to, in the tree and on its line as it stands.

What lives here: cases of the text of a statement and of what adds up in it.
"""

from __future__ import annotations

from collections.abc import Iterator

from tests.attacks.case import Case, edited, lied, of_room
from tests.attacks.world import HONEST, NAMES, Figures

MOST = 2**53 - 1
OTHERS = {
    "full-width digits": ("opening 1000", "opening １０００"),
    "Arabic digits": ("opening 1000", "opening ١٠٠٠"),
    "a plus": ("opening 1000", "opening +1000"),
    "a leading zero": ("opening 1000", "opening 01000"),
    "minus zero": ("paid 0", "paid -0"),
    "a minus alone": ("paid 0", "paid -"),
    "no amount": ("paid 0", "paid "),
    "a blank before": ("paid 0", "paid  0"),
    "a blank after": ("paid 0", "paid 0 "),
    "a fraction": ("paid 0", "paid 0.0"),
    "an exponent": ("opening 1000", "opening 1e3"),
    "a comma": ("opening 1000", "opening 1,000"),
    "more than 2^53 - 1": ("paid 0", f"paid {MOST + 1}"),
    "less than -(2^53 - 1)": ("paid 0", f"paid -{MOST + 1}"),
    "seventeen digits": ("paid 0", "paid 10000000000000000"),
    "a negative balance": ("closing 900", "closing -900"),
    "negative arrears": ("arrears 0", "arrears -1"),
    "a balance of minus zero": ("arrears 0", "arrears -0"),
    "a balance of more than 2^53 - 1": ("closing 900", f"closing {MOST + 1}"),
    "line ends of two signs": ("paid 0\n", "paid 0\r\n"),
    "a line twice": ("paid 0\n", "paid 0\npaid 0\n"),
    "a line more": ("arrears 0\n", "arrears 0\nshare 1\n"),
    "an empty line": ("arrears 0\n", "arrears 0\n\n"),
    "a line missing": ("paid 0\n", ""),
    "lines in another order": ("paid 0\ninterest 7\n", "interest 7\npaid 0\n"),
    "no end": ("arrears 0\n", "arrears 0"),
    "capitals": ("opening", "Opening"),
    "another version": ("statement/v2", "statement/v3"),
    "another mark": ("jjledger/", "jjledgers/"),
    "a mark of the order of bytes": ("jjledger/", "\ufeffjjledger/"),
    "another fund": ("fund maintenance", "fund revenue"),
    "no fund": ("fund maintenance\n", ""),
    "capitals in the community": ("x.example.cn", "X.example.cn"),
    "a community of 101 signs": ("x.example.cn/demo", "x" * 101),
    "no community": ("x.example.cn/demo", ""),
    "a community that begins with a dot": ("x.example.cn/demo", "./demo"),
    "a blank in the period": ("2026-Q3", "2026 Q3"),
    "a period in small letters": ("2026-Q3", "2026-q3"),
    "a period with a dot": ("2026-Q3", "2026-Q3."),
    "a period on a day in no calendar": ("2026-Q3", "2026-02-30.project-1"),
    "a community without home": ("x.example.cn/demo", "demo"),
    "a code with a dot": ("cn/demo", "cn/demo."),
    "a community with a stroke more": ("cn/demo", "cn//demo"),
    "no room": ("\n1-101\n", "\n\n"),
    "a room of 41 signs": ("1-101", "楼" * 41),
    "a blank in the room": ("1-101", "1 101"),
    "a blank behind the room": ("1-101", "1-101 "),
    "a room of a sign beyond the basic plane": ("1-101", "1-101\U0001f600"),
    "control in the room": ("1-101", "1-\x01101"),
}
UNSEEN = (
    "\x7f\x85\xa0\xad\u0600\u0605\u061c\u06dd\u070f\u1680\u180e\u2000\u2009\u200b\u200d\u200f\u2028\u2029\u202e\u202f\u205f"
    "\u2060\u2066\u206f\u3000\ufeff\ufff9\ufffb"
)
SEEN = "\x21\x7e\xa1\xac\xae\u05ff\u0606\u0301\u167f\u1fff\u2010\u2027\u2030\u205e\u2070\u2fff\u3001\ud7ff\ue000\ufefe\uff00\ufff8\ufffc\uffff"


def forms() -> Iterator[Case]:
    for name, (old, new) in OTHERS.items():
        told = of_room("1-101", edited(old, new))
        yield lied(f"a statement with {name}", "statement", asked=None, written=told)
    for sign in UNSEEN:
        told = of_room("1-101", edited("1-101", f"1-{sign}101"))
        yield lied(f"a room with U+{ord(sign):04X}", "statement", asked=None, written=told)
    first = of_room("1-101", lambda text: text.replace("/v2\n", "/v1\n").replace("fund maintenance\n", ""))
    yield lied("a statement of the first version", "statement", asked=None, written=first)
    both = of_room(
        "1-101",
        lambda text: (
            text.replace("/v2\n", "/v1\n").replace("fund maintenance\n", "").replace("arrears 0", "arrears 9")
        ),
    )
    yield lied("a statement of the first version with both", "statement", asked=None, written=both)


def rooms() -> Iterator[Case]:
    for sign in SEEN:
        yield renamed(f"a room with U+{ord(sign):04X}", f"1-{sign}101")
    yield renamed("a room of 40 signs", "楼" * 40)
    yield renamed("a room of one sign", "1")
    yield renamed("a room with quotes and a stroke", '1"\\101')
    yield renamed("a room of the largest bytes", "\uffff" * 40)


def renamed(name: str, room: str) -> Case:
    figures = {room if one == "1-101" else one: row for one, row in HONEST.items()}
    return lied(name, "ok", room=room, figures=figures)


def sums() -> Iterator[Case]:
    """Make one household's statement wrong by a fen and another's by the same the other way, so that all totals agree."""
    for place, name in enumerate(NAMES):
        if name != "arrears":
            wrong = moved(moved(HONEST, "1-101", place, 1), "1-104", place, -1)
            yield lied(f"{name} a fen too high, a neighbour's a fen too low", "statement-sum", figures=wrong)
    wrong = moved(moved(HONEST, "1-102", 5, -1), "1-105", 5, 1)
    yield lied("arrears a fen too low, a neighbour's too high", "statement-sum", room="1-102", figures=wrong)
    wrong = moved(moved(HONEST, "1-101", 4, -1), "1-102", 4, 0)
    yield lied("a balance a fen too low, the published total too", "statement-sum", figures=wrong)
    both = {**HONEST, "1-101": (1000, 0, 7, 107, 901, 1)}
    yield lied("a balance and arrears at once", "statement-both", figures=both)
    worse = {**HONEST, "1-101": (1000, 0, 7, 107, 901, 2)}
    yield lied("a balance and arrears at once, and a wrong sum", "statement-both", figures=worse)


def moved(figures: Figures, room: str, place: int, fen: int) -> Figures:
    row = list(figures[room])
    row[place] += fen
    return {**figures, room: tuple(row)}


def large() -> Iterator[Case]:
    """Try amounts whose sums a page's numbers cannot hold exactly."""
    exact = {"1-101": (MOST, 2, 0, MOST - 998, 1000, 0)}
    yield lied("a sum beyond 2^53 on its way", "ok", figures=exact)
    wrong = {"1-101": (MOST, 2, 0, MOST - 998, 999, 0)}
    yield lied("a sum that is right only where 2^53 + 1 is 2^53", "statement-sum", figures=wrong)
    wrong = {"1-101": (MOST, 2, 0, MOST - 998, 1001, 0)}
    yield lied("a sum that is a fen too high beyond 2^53", "statement-sum", figures=wrong)
    yield lied("the most there can be", "ok", figures={"1-101": (0, MOST, 0, 0, MOST, 0)})
    yield lied("the most that can be owed", "ok", figures={"1-101": (-MOST, 0, 0, 0, 0, MOST)}, more=OWED)
    most = {"1-101": (-MOST, -MOST, -MOST, -MOST, 0, 2 * MOST)}
    yield lied("arrears beyond the most", "statement", figures=most, laid=lambda _, __: {"1-101": 0})


OWED = {"bank": 2000, "payable": 2000}  # so that the bank's amount can be written


def few() -> Iterator[Case]:
    yield lied("one household, one fen", "ok", figures={"1-101": (0, 1, 0, 0, 1, 0)})
    yield lied("one household that owes one fen", "ok", figures={"1-101": (0, 0, 0, 1, 0, 1)})
    yield lied("one household with nothing", "ok", figures={"1-101": (0, 0, 0, 0, 0, 0)})
    yield lied("one household with everything", "ok", figures={"1-101": (0, 1252, 0, 0, 1252, 0)})
    ones = {f"1-{number}": (0, 1, 0, 0, 1, 0) for number in range(101, 109)}
    for room in ones:
        yield lied(f"eight households with a fen each, {room}", "ok", room=room, figures=ones)


def cases() -> Iterator[Case]:
    """Give all cases of this kind."""
    for part in (forms, rooms, sums, large, few):
        yield from part()
