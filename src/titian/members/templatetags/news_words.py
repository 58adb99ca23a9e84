"""The words of news and of how it is told, for templates."""

from django import template

from titian.members.pages import news_wording

register = template.Library()
register.filter(news_wording.arrival_words)
register.filter(news_wording.kind_word)
register.filter(news_wording.quiet_words)
register.filter(news_wording.told_words)
register.filter(news_wording.wished_words)
