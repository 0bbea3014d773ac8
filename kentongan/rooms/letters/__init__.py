"""Letters of the regency: numbered, printed, sealed, kept in a register everybody can ask."""
