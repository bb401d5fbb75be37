"""An auditor's questions to the books: one file a question, each answer a `Finding`.

Nothing here repairs, raises or reads a file.
"""
