"""The words of figures: how long, how many of a hundred, why."""

from datetime import timedelta

from django import template
from django.utils.translation import gettext as _

from titian.enrolment.pages.checklist_presenters import working_time
from titian.enrolment.types import Act
from titian.platform.http.catalogue import entry

register = template.Library()

_MINUTE = timedelta(minutes=1)


@register.filter
def worked(time: timedelta) -> str:
    """In hours and minutes of work."""
    return working_time(time) if time >= _MINUTE else _("kurang dari 1 menit")


@register.filter
def act_word(act: Act) -> str:
    return entry(f"figure_act.{act}")
