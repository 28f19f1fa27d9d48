"""What the product knows: packs, facts, decisions, copies and labels; pure, with no I/O, clock or network."""
