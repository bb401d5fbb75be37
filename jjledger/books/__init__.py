"""Everything that speaks beancount: reading ledgers, the plugin, and writing compiled books.

No law, no page and no arithmetic lives here; files come in, facts go out.
"""
