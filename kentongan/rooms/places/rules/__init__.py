"""What the data of a regency must look like, and what follows from it: no database, no files."""
