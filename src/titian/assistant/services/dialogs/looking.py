"""Places by their name, and pages that answer or carry the form."""

from django.utils.translation import get_language, gettext

from titian.assistant.rules import pages
from titian.assistant.selectors import topics
from titian.assistant.services.dialogs.now import Answered, Now, answered, to_officer, worded
from titian.assistant.types import HelpPage, Link
from titian.facilities import selectors as facilities_read

_MOST = 3


def facility(now: Now) -> Answered:
    """By the words that may be a name or a place; nothing found is said, never guessed."""
    wanted = pages.place_words(now.said.text)
    found = facilities_read.find_facilities(wanted, limit=_MOST) if wanted else []
    if not found:
        return page(now)
    links = [Link(f"/faskes/{one.code}/", one.name) for one in found]
    return answered(now, gettext("say.facilities"), links=links, then=(to_officer(),))


def page(now: Now) -> Answered:
    """What a page says or carries: a sentence, and the page as its source."""
    said = worded(f"say.page.{now.topic}")
    links = [Link(one.path, worded(one.label)) for one in pages.PAGES[now.topic]]
    about = topics.find_about(now.topic, now.said.text, get_language() or now.row.language)
    if about is not None:
        said = _named(about) if about.words else said
        links = [Link(about.path, about.title), *links]
    return answered(now, said, links=links, then=(to_officer(),))


def _named(about: HelpPage) -> str:
    """One thing was asked about: the short answer, the first of its rules, and what it rests on."""
    first = about.statements[0]
    return f"{about.lead} {first.text} ({first.source})"
