"""The only place that writes: loading the data, the crew's day, changes, reminders."""
