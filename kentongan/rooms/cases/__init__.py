"""
The engine: a case is a promise with a clock, whatever it is about.

A room that has something to promise describes a case type as data (`publish_case_type`) and gets
the route over offices, the desk, both clocks, messages, attachments, escalation, audit and survey.
"""
