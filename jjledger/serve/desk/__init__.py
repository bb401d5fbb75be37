"""The accountant's pages beside Fava: from the bank's file to the closed month, in a browser.

What lives here: forms, and which workflow each starts. What must not: what a workflow does.
"""
