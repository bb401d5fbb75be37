"""What the log holds: each kind of entry has its fixed lines, one way to write it, and no personal data.

What lives here: writing and reading entries. The manifest, an entry too, has a module of its own. What must not: which
entries may follow which; that is the monitor's.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from jjledger.proof.checkpoint import Policy
from jjledger.proof.failed import ProofError, demand
from jjledger.proof.keys import COSIGNATURE, PublicKey, read_public
from jjledger.proof.lines import COUNT, count_of
from jjledger.seal.manifest import MARK, Manifest, read_manifest
from jjledger.seal.words import BEACON_VALUE, COMMIT, COMMUNITY, DAY, DOCUMENT, HEX, MONTH, SOURCE, is_day

OPINIONS: Final = (
    "unqualified",
    "emphasis",
    "qualified",
    "adverse",
    "disclaimer",
    "agreed_procedures",
    "none",
)
ROLES: Final = ("log", "witness", "prepared", "reviewed", "committee", "audited", "published")
COMMUNITY_ROLES: Final = ROLES[2:]  # of those who sign for one community


@dataclass(frozen=True, slots=True)
class Genesis:
    """The first entry: which log it is, by which keys, and which page verifies it."""

    policy: Policy
    verifier: bytes  # SHA-256 of the page

    def text(self) -> str:
        """Write the entry."""
        return (
            f"jjledger/genesis/v1\norigin {self.policy.origin}\nkey {self.policy.log.text()}\n"
            f"{_witness_lines(self.policy.witnesses)}quorum {self.policy.quorum}\nverifier {self.verifier.hex()}\n"
        )


@dataclass(frozen=True, slots=True)
class Close:
    """A month was closed."""

    community: str
    month: str  # YYYY-MM
    commit: str | None  # of git
    canonical: bytes  # SHA-256 of the month's canonical text

    def text(self) -> str:
        """Write the entry."""
        return (
            f"jjledger/close/v1\ncommunity {self.community}\nmonth {self.month}\ncommit {self.commit or '-'}\n"
            f"text {self.canonical.hex()}\n"
        )


@dataclass(frozen=True, slots=True)
class Reopen:
    """A closed month was opened again."""

    community: str
    month: str  # YYYY-MM
    day: str  # on which; YYYY-MM-DD
    reason: bytes  # SHA-256 of the text that says why

    def text(self) -> str:
        """Write the entry."""
        return (
            f"jjledger/reopen/v1\ncommunity {self.community}\nmonth {self.month}\nday {self.day}\n"
            f"text {self.reason.hex()}\n"
        )


@dataclass(frozen=True, slots=True)
class Drawn:
    """The chance by which a sample was drawn, as it was published."""

    source: str
    day: str  # YYYY-MM-DD
    value: str  # printable ASCII without blanks


@dataclass(frozen=True, slots=True)
class Correction:
    """What a record of an audit stands in for, and why."""

    report: bytes  # SHA-256 of the record that it corrects, which stays as it was signed
    reason: bytes  # SHA-256 of the text that says why


@dataclass(frozen=True, slots=True)
class Audit:
    """A disclosure was audited."""

    disclosure: int  # its entry
    report: bytes  # SHA-256
    opinion: str  # one of OPINIONS
    beacon: Drawn | None
    sample: int  # how many were drawn
    corrects: Correction | None = None  # an earlier record of the same audit

    def text(self) -> str:
        """Write the entry."""
        beacon = f"{self.beacon.source} {self.beacon.day} {self.beacon.value}" if self.beacon else "-"
        version, before = 1, ""
        if self.corrects is not None:
            version = 2
            before = f"corrects {self.corrects.report.hex()}\nreason {self.corrects.reason.hex()}\n"
        return (
            f"jjledger/audit/v{version}\ndisclosure {self.disclosure}\nreport {self.report.hex()}\n"
            f"opinion {self.opinion}\nbeacon {beacon}\nsample {self.sample}\n{before}"
        )


@dataclass(frozen=True, slots=True)
class KeyChange:
    """A key took another's place, began or ended."""

    role: str  # one of ROLES
    old: PublicKey | None
    new: PublicKey | None  # one of the two is there
    community: str = (
        ""  # for which it signs; "" of the log's and witnesses', and of older entries, which name none
    )

    def text(self) -> str:
        """Write the entry."""
        old, new = (key.text() if key else "-" for key in (self.old, self.new))
        head = f"jjledger/key/v2\ncommunity {self.community}\n" if self.community else "jjledger/key/v1\n"
        return f"{head}role {self.role}\nold {old}\nnew {new}\n"


@dataclass(frozen=True, slots=True)
class Notice:
    """Something was posted about a disclosure."""

    disclosure: int  # its entry
    posted: str  # YYYY-MM-DD
    notice: bytes  # SHA-256 of the text

    def text(self) -> str:
        """Write the entry."""
        return (
            f"jjledger/notice/v1\ndisclosure {self.disclosure}\nposted {self.posted}\n"
            f"text {self.notice.hex()}\n"
        )


@dataclass(frozen=True, slots=True)
class Papers:
    """The papers of a disclosure that print its place in the log, and so were made after it."""

    disclosure: int  # its entry
    files: bytes  # SHA-256 of PAPERS.SHA256

    def text(self) -> str:
        """Write the entry."""
        return f"jjledger/papers/v1\ndisclosure {self.disclosure}\nfiles {self.files.hex()}\n"


@dataclass(frozen=True, slots=True)
class VerifierPage:
    """Another page verifies from now on."""

    file: bytes  # SHA-256

    def text(self) -> str:
        """Write the entry."""
        return f"jjledger/verifier/v1\nfile {self.file.hex()}\n"


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A document of an edition was taken from the site, since it held somebody's data."""

    disclosure: int  # its entry
    document: str  # the document's folder in the edition

    def text(self) -> str:
        """Write the entry."""
        return f"jjledger/withdrawal/v1\ndisclosure {self.disclosure}\ndocument {self.document}\n"


@dataclass(frozen=True, slots=True)
class Signed:
    """Persons signed a disclosure."""

    disclosure: int  # its entry
    note: bytes  # SHA-256 of signatures.note

    def text(self) -> str:
        """Write the entry."""
        return f"jjledger/signed/v1\ndisclosure {self.disclosure}\nnote {self.note.hex()}\n"


@dataclass(frozen=True, slots=True)
class PolicyChange:
    """Other witnesses watch from now on: all of them, and how many have to sign."""

    witnesses: tuple[PublicKey, ...]
    quorum: int

    def text(self) -> str:
        """Write the entry."""
        return f"jjledger/policy/v1\n{_witness_lines(self.witnesses)}quorum {self.quorum}\n"


@dataclass(frozen=True, slots=True)
class OwnersPage:
    """Another page opens owners' links from now on."""

    file: bytes  # SHA-256

    def text(self) -> str:
        """Write the entry."""
        return f"jjledger/page/v1\npage owners\nfile {self.file.hex()}\n"


Entry = (
    Genesis
    | Manifest
    | Close
    | Reopen
    | Audit
    | KeyChange
    | Notice
    | Papers
    | VerifierPage
    | Withdrawal
    | Signed
    | PolicyChange
    | OwnersPage
)


def _witness_lines(witnesses: tuple[PublicKey, ...]) -> str:
    return "".join(f"witness {key.text()}\n" for key in witnesses)


def read_entry(data: bytes) -> Entry:
    """Read an entry of any kind.

    Raises:
        ProofError: it is of no kind that is known, or written otherwise. A manifest's own sums are looked at too.
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise ProofError("entry") from None
    mark = text.partition("\n")[0]
    if mark == MARK:
        return read_manifest(text)
    demand(mark in _KINDS, "entry")
    pattern, make = _KINDS[mark]
    match = pattern.fullmatch(text, len(mark) + 1)
    if match is None:
        raise ProofError("entry")
    return make(*match.groups())


def _genesis(origin: str, key: str, witnesses: str, quorum: str, verifier: str) -> Genesis:
    policy = Policy(origin, read_public(key), _witnesses(witnesses), count_of(quorum, "entry"))
    demand(policy.log.name == origin, "entry")
    return Genesis(policy, bytes.fromhex(verifier))


def _witnesses(lines: str) -> tuple[PublicKey, ...]:
    return tuple(read_public(line.removeprefix("witness ")) for line in lines.split("\n")[:-1])


def _close(community: str, month: str, commit: str, canonical: str) -> Close:
    return Close(community, month, None if commit == "-" else commit, bytes.fromhex(canonical))


def _reopen(community: str, month: str, day: str, reason: str) -> Reopen:
    demand(is_day(day), "entry")
    return Reopen(community, month, day, bytes.fromhex(reason))


def _audit(disclosure: str, report: str, opinion: str, beacon: str, sample: str) -> Audit:
    drawn = None if beacon == "-" else Drawn(*beacon.split(" "))
    demand(drawn is None or is_day(drawn.day), "entry")
    return Audit(
        count_of(disclosure, "entry"), bytes.fromhex(report), opinion, drawn, count_of(sample, "entry")
    )


def _corrected_audit(*lines: str) -> Audit:
    *audit, before, reason = lines
    demand(before != audit[1], "entry")  # nothing corrects itself
    return replace(_audit(*audit), corrects=Correction(bytes.fromhex(before), bytes.fromhex(reason)))


def _key(role: str, old: str, new: str) -> KeyChange:
    demand((old, new) != ("-", "-"), "entry")
    before, after = (None if key == "-" else read_public(key) for key in (old, new))
    return KeyChange(role, before, after)


def _community_key(community: str, role: str, old: str, new: str) -> KeyChange:
    return replace(_key(role, old, new), community=community)


def _notice(disclosure: str, posted: str, notice: str) -> Notice:
    demand(is_day(posted), "entry")
    return Notice(count_of(disclosure, "entry"), posted, bytes.fromhex(notice))


def _papers(disclosure: str, files: str) -> Papers:
    return Papers(count_of(disclosure, "entry"), bytes.fromhex(files))


def _verifier(file: str) -> VerifierPage:
    return VerifierPage(bytes.fromhex(file))


def _withdrawal(disclosure: str, document: str) -> Withdrawal:
    return Withdrawal(count_of(disclosure, "entry"), document)


def _signed(disclosure: str, signatures: str) -> Signed:
    return Signed(count_of(disclosure, "entry"), bytes.fromhex(signatures))


def _policy(witnesses: str, quorum: str) -> PolicyChange:
    found = PolicyChange(_witnesses(witnesses), count_of(quorum, "entry"))
    demand(all(key.kind == COSIGNATURE for key in found.witnesses), "policy")
    demand(found.quorum <= len({key.public for key in found.witnesses}), "policy")
    return found


def _page(file: str) -> OwnersPage:
    return OwnersPage(bytes.fromhex(file))


_WITNESSES: Final = r"((?:witness .+\n)*)"
_AUDIT: Final = (
    f"disclosure ({COUNT})",
    f"report ({HEX})",
    f"opinion ({'|'.join(OPINIONS)})",
    f"beacon (-|{SOURCE} {DAY} {BEACON_VALUE})",
    f"sample ({COUNT})",
)
_KINDS: Final[dict[str, tuple[re.Pattern[str], Callable[..., Entry]]]] = {
    f"jjledger/{kind}": (re.compile("".join(f"{line}\n" for line in lines)), make)
    for kind, lines, make in (
        (
            "genesis/v1",
            ["origin (.+)", "key (.+)", f"{_WITNESSES}quorum ({COUNT})", f"verifier ({HEX})"],
            _genesis,
        ),
        (
            "close/v1",
            [f"community ({COMMUNITY})", f"month ({MONTH})", f"commit (-|{COMMIT})", f"text ({HEX})"],
            _close,
        ),
        (
            "reopen/v1",
            [f"community ({COMMUNITY})", f"month ({MONTH})", f"day ({DAY})", f"text ({HEX})"],
            _reopen,
        ),
        ("audit/v1", [*_AUDIT], _audit),
        ("audit/v2", [*_AUDIT, f"corrects ({HEX})", f"reason ({HEX})"], _corrected_audit),
        ("key/v1", [f"role ({'|'.join(ROLES)})", "old (.+)", "new (.+)"], _key),
        (
            "key/v2",
            [f"community ({COMMUNITY})", f"role ({'|'.join(COMMUNITY_ROLES)})", "old (.+)", "new (.+)"],
            _community_key,
        ),
        ("notice/v1", [f"disclosure ({COUNT})", f"posted ({DAY})", f"text ({HEX})"], _notice),
        ("papers/v1", [f"disclosure ({COUNT})", f"files ({HEX})"], _papers),
        ("verifier/v1", [f"file ({HEX})"], _verifier),
        ("withdrawal/v1", [f"disclosure ({COUNT})", f"document ({DOCUMENT})"], _withdrawal),
        ("signed/v1", [f"disclosure ({COUNT})", f"note ({HEX})"], _signed),
        ("policy/v1", [f"{_WITNESSES}quorum ({COUNT})"], _policy),
        ("page/v1", ["page owners", f"file ({HEX})"], _page),
    )
}
