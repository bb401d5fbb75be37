"""The questions of an audit, A01 to A26: one file a question, each answer an `Answer`.

Nothing here repairs, raises or reads a file; what could not be asked says why.
"""
