"""An officer's answer that came when WhatsApp takes no free words: read by the link it sent."""

from django.core import signing

from titian.assistant.errors import TalkGone
from titian.assistant.models import Turn
from titian.assistant.selectors.talks import turn_view
from titian.assistant.types import Side, TurnView

_SALT = "assistant.later"
_LASTS = 7 * 24 * 3600
_LONGEST = 100


def later_path(turn_id: int) -> str:
    return f"/tanya/jawaban/{signing.dumps(turn_id, salt=_SALT)}/"


def find_later(signed: str) -> TurnView:
    """The one answer the link was made for, a week long. Raises TalkGone."""
    try:
        turn_id = signing.loads(signed[:_LONGEST], salt=_SALT, max_age=_LASTS)
    except signing.BadSignature:
        raise TalkGone from None
    turn = Turn.objects.filter(pk=turn_id, side=Side.OFFICER).first()
    if turn is None:
        raise TalkGone
    return turn_view(turn)
