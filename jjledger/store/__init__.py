"""Disk, clock and locks: what can fail without our fault.

What lives here: reading text, writing files so that a crash leaves the old or the new one,
publishing a whole site in one step, and what the inputs of a publication hashed to.
What must not: what a file means, or how a page is made.
"""
