"""The words of the desk: what for, how it ended, what can be done alone next time."""

from django import template

from titian.helpdesk.pages.desk_forms import outcome_word, service_word, steps_alone

register = template.Library()
register.filter("service_word", service_word)
register.filter("outcome_word", outcome_word)
register.filter("lesson", steps_alone)
