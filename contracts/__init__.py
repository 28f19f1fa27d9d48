"""What producers share: contracts of events and control facts, their categories, schemas, and how they are read."""
