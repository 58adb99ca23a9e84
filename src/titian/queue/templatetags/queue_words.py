"""The report's words in templates."""

from django import template

from titian.queue.pages.words import acts_word, odd_word, why_word

register = template.Library()
register.filter("odd_word", odd_word)
register.filter("acts_word", acts_word)
register.filter("why_word", why_word)
