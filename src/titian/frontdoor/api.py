"""POST /api/v1/status-check: the status check for other programs; the same limits, no less."""

from datetime import date

from django.conf import settings
from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from titian.accounts import services as accounts
from titian.accounts.errors import SlowDown
from titian.accounts.types import Answer, Hit, Limited, Puzzle
from titian.frontdoor import selectors as frontdoor_read
from titian.kernel import clock
from titian.platform.http.refusals import told
from titian.platform.http.visitors import address_of

router = Router(tags=["status"])


class Question(Schema):
    """A person by NIK and birth date; `puzzle` and `work` answer an earlier 429."""

    nik: str = Field(pattern=r"^[0-9]{16}$")
    birth_date: date
    puzzle: str = Field("", max_length=600)
    work: str = Field("", max_length=20)


class Told(Schema):
    """Active or not; unknown people and wrong birth dates are not active."""

    active: bool


class MoreWork(Schema):
    """Find a number so that SHA-256 of "puzzle:number" begins with `bits` zero bits."""

    code: str
    puzzle: str
    bits: int
    ready_at: str
    receipt: str


class Off(Schema):
    code: str


@router.post("", response={200: Told, 404: Off, 429: MoreWork}, operation_id="checkStatus")
def check(request: HttpRequest, question: Question) -> Status[Told | Off | MoreWork]:
    """Whether a membership is active; nothing else."""
    if not settings.TITIAN_STATUS_CHECK:
        return Status(404, Off(code="frontdoor.status_check_off"))
    try:
        accounts.admit(
            Hit(Limited.ADDRESS, address_of(request)),
            Hit(Limited.NIK, frontdoor_read.counted_as(question.nik).hex()),
            bound=f"status:{question.nik}",
            answer=Answer(question.puzzle, question.work),
            at=clock.now(),
        )
    except SlowDown as slow:
        return Status(429, _more_work(slow.puzzle, told(request, slow).receipt))
    active = frontdoor_read.is_active(question.nik, question.birth_date, on=clock.today())
    return Status(200, Told(active=active))


def _more_work(puzzle: Puzzle, receipt: str) -> MoreWork:
    return MoreWork(
        code=SlowDown.code,
        puzzle=puzzle.token,
        bits=puzzle.bits,
        ready_at=puzzle.ready_at.isoformat(),
        receipt=receipt,
    )
