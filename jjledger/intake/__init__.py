"""Tables that other people's programs write: banks, developers, systems a community comes from.

What lives here: reading spreadsheets as they are, and saying exactly where one is wrong.
What must not: what the rows mean for the books.
"""
