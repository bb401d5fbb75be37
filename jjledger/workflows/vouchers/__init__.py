"""Vouchers as people make them: new, undone, corrected, confirmed from drafts; with their papers."""
