"""Which checkpoint a witness is asked for: what hangs on the wall has to be what the witnesses signed."""

from __future__ import annotations

from pathlib import Path

from jjledger.proof import witness
from jjledger.proof.checkpoint import open_checkpoint
from jjledger.proof.witness import examine
from jjledger.seal.entries import Papers
from jjledger.store.kept_log import KeptLog, read_log
from jjledger.workflows.log_witness import next_size, printed_size, request_for
from tests.public_log import ALONE, LOG, POLICY, WITNESSES, close, disclosure, opened, written

PAPERS = Papers(2, bytes(32)).text().encode()


def _published(folder: Path) -> KeptLog:
    """Log a month and a disclosure under one checkpoint, of three entries, and its posters under the next, of four."""
    return read_log(written(folder, [close(1), disclosure("2025-Q4")], [PAPERS]), LOG.public())


def test_first_what_posters_print_then_the_newest(tmp_path: Path) -> None:
    kept = _published(tmp_path)
    assert (printed_size(kept), kept.size) == (3, 4)
    assert [next_size(kept, old) for old in range(5)] == [3, 3, 3, 4, 4]
    asked = witness.read(request_for(kept, 0)).checkpoint
    assert open_checkpoint(asked, ALONE).checkpoint.root == kept.tree(3).root()


def test_a_log_without_disclosures_is_signed_as_it_is(tmp_path: Path) -> None:
    kept = read_log(written(tmp_path, [close(1)], [close(2)]), LOG.public())
    assert (printed_size(kept), next_size(kept, 0)) == (0, 3)


def test_proofs_with_enough_witnesses_have_the_root_of_the_posters(tmp_path: Path) -> None:
    seconds = 1_790_000_000
    kept = _published(tmp_path)
    found = examine(request_for(kept, 0), None, ALONE)
    with opened(tmp_path) as log:
        log.cosign([witness.answer(found, key, seconds) for key in WITNESSES[:3]], POLICY)
    kept = read_log(tmp_path, LOG.public())
    assert kept.size_for(2, POLICY) == 3
    assert open_checkpoint(kept.checkpoint_at(3), POLICY).lacking == 0
    assert next_size(kept, 3) == 4
