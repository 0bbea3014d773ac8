"""What can be asked about places. Calendars and the list of villages are kept per process."""
