"""Why an event went where it went: what its ledger lines say, with the clauses that they name."""
