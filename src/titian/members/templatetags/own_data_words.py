"""The words of rights over one's own data, for templates."""

from django import template

from titian.members.pages import own_data_wording

register = template.Library()
register.filter(own_data_wording.right_word)
register.filter(own_data_wording.ask_word)
register.filter(own_data_wording.data_step_word)
register.filter(own_data_wording.verdict_word)
register.filter(own_data_wording.look_words)
register.filter(own_data_wording.held_word)
register.filter(own_data_wording.kept_word)
register.filter(own_data_wording.due_words)
