"""Sealing: the exact texts that are signed and proved. Keys and salts come in as bytes; where they live is not known here."""
