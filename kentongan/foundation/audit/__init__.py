"""
The chain of every change: append-only in the database itself, each line hashed with the one before.

The door is `kentongan.foundation.audit.chain`: `record` writes, `verify` reads it all again.
"""
