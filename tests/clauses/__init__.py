"""The table of clauses: for each the rules that name it, the code that keeps it, and the tests that prove it."""
