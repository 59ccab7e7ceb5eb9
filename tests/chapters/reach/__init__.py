"""How altered evidence reaches every rung, a module a chapter."""
