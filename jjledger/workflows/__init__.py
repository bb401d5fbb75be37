"""The order of steps, told top-down. No format, no arithmetic and no page lives here."""
