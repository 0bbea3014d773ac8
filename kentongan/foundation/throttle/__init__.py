"""How often something may be tried: counted in the database, so all workers count together."""
