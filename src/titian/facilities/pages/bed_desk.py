"""/petugas/kamar/: who works at a ward keeps its figures, one press a change."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from titian.facilities import selectors as facilities_read
from titian.facilities import services as facilities
from titian.facilities.errors import BedCountWrong, BedRoomStands, BedRoomUnknown
from titian.facilities.pages.bed_forms import RoomForm, StepForm
from titian.facilities.pages.bed_presenters import BedBoard, board_of
from titian.facilities.types import BedRoomView
from titian.kernel import clock
from titian.kernel.errors import Refusal
from titian.platform.http.guards import staff_page
from titian.platform.http.refusals import Told, told
from titian.platform.http.requests import actor_of

_MENDABLE = (BedCountWrong, BedRoomStands)
_NO_BEDS: dict[str, object] = {"siapa_saja": 0, "pria": 0, "wanita": 0, "campur": 0}


@staff_page
@require_safe
def choose_beds(request: HttpRequest) -> HttpResponse:
    """The places where I may keep beds; straight on when there is one."""
    places = facilities_read.facilities_with_beds_of(actor_of(request))
    if len(places) == 1:
        return HttpResponseRedirect(reverse("facilities:bed_board", args=[places[0].code]))
    return render(request, "facilities/beds_choose.html", {"facilities": places})


@staff_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def bed_board(request: HttpRequest, code: str) -> HttpResponse:
    """Every room with its figures; a press counts one bed and comes back to its row."""
    board, at = _board(request, code), clock.now()
    form = StepForm(request.POST)
    if request.method != "POST" or not form.is_valid():
        return _shown(request, board)
    room, part, step = form.press
    try:
        facilities.step_beds(
            facility_id=board.facility.id,
            room_id=room,
            part=part,
            step=step,
            client_key=form.cleaned_data["kunci"],
            by=actor_of(request),
            at=at,
        )
    except _MENDABLE as refusal:
        return _shown(request, _board(request, code), told(request, refusal))
    return _back(code, room)


@staff_page
@require_POST
def confirm(request: HttpRequest, code: str) -> HttpResponse:
    """Nothing changed since the last round: every figure is as of now."""
    board = _board(request, code)
    facilities.confirm_beds(facility_id=board.facility.id, by=actor_of(request), at=clock.now())
    return _back(code)


@staff_page
@require_http_methods(["GET", "HEAD", "POST"])
def new_room(request: HttpRequest, code: str) -> HttpResponse:
    return _room(request, _board(request, code), None)


@staff_page
@require_http_methods(["GET", "HEAD", "POST"])
def change_room(request: HttpRequest, code: str, room_id: int) -> HttpResponse:
    board = _board(request, code)
    return _room(request, board, _of(board, room_id))


@staff_page
@require_POST
def remove_room(request: HttpRequest, code: str, room_id: int) -> HttpResponse:
    board = _board(request, code)
    known = _of(board, room_id)
    facilities.remove_bed_room(
        facility_id=board.facility.id,
        bed_class=known.room.bed_class,
        code=known.room.code,
        by=actor_of(request),
        at=clock.now(),
    )
    return _back(code)


def _room(request: HttpRequest, board: BedBoard, known: BedRoomView | None) -> HttpResponse:
    form = RoomForm(request.POST or None, initial=RoomForm.of(known) if known else _NO_BEDS)
    if known:
        form.fields["kelas"].disabled = form.fields["kode"].disabled = True
    context: dict[str, Any] = {"board": board, "form": form, "room": known}
    page = "facilities/bed_room.html"
    if not form.is_valid():
        return render(request, page, context, status=422 if form.errors else 200)
    write = facilities.set_bed_room if known else facilities.add_bed_room
    try:
        room_id = write(
            facility_id=board.facility.id,
            room=form.room(known),
            beds=form.beds(),
            by=actor_of(request),
            at=clock.now(),
        )
    except _MENDABLE as refusal:
        return _again(request, page, context, refusal)
    return _back(board.facility.code, room_id)


def _board(request: HttpRequest, code: str) -> BedBoard:
    place, rooms = facilities_read.bed_board(code, viewer=actor_of(request))
    return board_of(place, rooms, clock.now())


def _of(board: BedBoard, room_id: int) -> BedRoomView:
    for line in board.rooms:
        if line.view.id == room_id:
            return line.view
    raise BedRoomUnknown


def _shown(request: HttpRequest, board: BedBoard, refused: Told | None = None) -> HttpResponse:
    status = refused.status if refused else 200
    context = {"board": board, "told": refused}
    return render(request, "facilities/bed_board.html", context, status=status)


def _again(
    request: HttpRequest, page: str, context: dict[str, Any], refusal: Refusal
) -> HttpResponse:
    said = told(request, refusal)
    return render(request, page, context | {"told": said}, status=said.status)


def _back(code: str, room_id: int = 0) -> HttpResponse:
    address = reverse("facilities:bed_board", args=[code])
    return HttpResponseRedirect(f"{address}#ruang-{room_id}" if room_id else address, status=303)
