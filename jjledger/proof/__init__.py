"""Proofs: trees of hashes, signed notes and the coin line. Pure arithmetic on bytes; no disk, no clock, no keys at rest."""
