"""Filters of the letters to applicants."""

from django import template

from kentongan.rooms.cases.rules.hiding import hide_long_numbers

register = template.Library()
register.filter("hidden_numbers", hide_long_numbers)
