"""Files people send: opened, disarmed, kept under our own name, served so that they cannot act."""
