"""The arithmetic the law prescribes: exact, pure, and blind to where facts come from."""
