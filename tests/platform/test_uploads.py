"""Documents: checked by content, written anew, sealed; broken ones are refused in words."""

import random
import struct
import zlib
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from cryptography.exceptions import InvalidTag
from django.db import transaction
from django.test import override_settings
from PIL import Image

from tests.factories.members import NOON
from tests.factories.uploads import (
    a_pdf,
    a_pdf_that_acts,
    a_photo,
    a_photo_taken_sideways,
    keep,
)
from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.kernel.errors import Refusal
from titian.platform.db.transactions import InsideTransaction
from titian.platform.uploads import errors, services, vault
from titian.platform.uploads.cleaning import Verdict, cleaned
from titian.platform.uploads.handlers import BoundedMemory
from titian.platform.uploads.models import Upload
from titian.platform.uploads.types import FileKind

pytestmark = pytest.mark.slow

BY = Actor.member(1, 1)


@pytest.fixture(autouse=True)
def home(tmp_path: Path) -> Iterator[Path]:
    with override_settings(TITIAN_HOME=tmp_path):
        yield tmp_path / "uploads"


def used(content: bytes) -> int:
    number = keep(content, BY, NOON)
    with transaction.atomic():
        services.use(number, used_for="test:1")
    return number


@pytest.mark.django_db
@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_a_picture_is_kept_as_a_jpeg_whatever_it_was(form: str) -> None:
    found = services.opened(used(a_photo(form=form)), used_for="test:1")

    assert found.kind is FileKind.JPEG
    assert Image.open(BytesIO(found.content)).size == (60, 40)


@pytest.mark.django_db
def test_a_picture_stands_upright_and_tells_nothing_about_its_maker() -> None:
    found = services.opened(used(a_photo_taken_sideways()), used_for="test:1")

    kept = Image.open(BytesIO(found.content))
    assert kept.size == (40, 60)
    assert not dict(kept.getexif())
    assert b"Siti" not in found.content


@pytest.mark.django_db
def test_of_a_pdf_only_its_pages_survive() -> None:
    found = services.opened(used(a_pdf_that_acts()), used_for="test:1")

    assert found.kind is FileKind.PDF
    with pikepdf.open(BytesIO(found.content)) as kept:
        assert len(kept.pages) == 1
        assert set(kept.Root.keys()) <= {"/Type", "/Pages"}
        assert not kept.attachments
    for word in (b"JavaScript", b"alert", b"Rahasia", b"rahasia", b"Annots"):
        assert word not in found.content


@pytest.mark.django_db
@pytest.mark.parametrize(
    "content,refusal",
    [
        (b"", errors.UploadEmpty),
        (b"<html><script>alert(1)</script>", errors.UploadKindUnknown),
        (b"MZ\x90\x00 a program", errors.UploadKindUnknown),
        (b"GIF89a....", errors.UploadKindUnknown),
        (a_photo()[:200], errors.UploadUnreadable),
        (b"\xff\xd8\xff" + b"\x00" * 400, errors.UploadUnreadable),
        (b"%PDF-1.7\nnothing more", errors.UploadUnreadable),
        (a_pdf(password="rahasia"), errors.UploadLocked),
        (a_pdf(pages=11), errors.UploadTooLarge),
        (b"\x00" * (services.MOST_BYTES + 1), errors.UploadTooBig),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_what_cannot_be_taken_is_refused_in_words(content: bytes, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        keep(content, BY, NOON)

    assert not Upload.objects.filter(by=BY.ref, at=NOON).exists()


def a_bomb(side: int) -> bytes:
    """A PNG of few bytes that unpacks to side × side points."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data))
            + name
            + data
            + struct.pack(">I", zlib.crc32(name + data) & 0xFFFFFFFF)
        )

    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    rows = zlib.compress(b"\x00" * ((side // 8 + 1) * 64), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.django_db
@pytest.mark.parametrize("side", [7_000, 12_000, 60_000])
def test_a_picture_that_unpacks_without_end_is_refused(side: int) -> None:
    with pytest.raises(errors.UploadTooLarge):
        keep(a_bomb(side), BY, NOON)


def test_broken_files_never_leave_as_a_fault() -> None:
    chance = random.Random(20261121)
    wholes = [a_photo(), a_photo(form="PNG"), a_pdf(2), a_pdf_that_acts(), a_photo_taken_sideways()]

    for number in range(400):
        broken = bytearray(wholes[number % len(wholes)])
        for _ in range(chance.randint(1, 12)):
            broken[chance.randrange(4, len(broken))] = chance.randrange(256)
        cut = bytes(broken[: chance.randint(8, len(broken))])
        verdict, clean = cleaned(cut if chance.random() < 0.5 else bytes(broken))
        assert verdict in set(Verdict)
        assert bool(clean) == (verdict in (Verdict.PICTURE, Verdict.PDF))


@pytest.mark.django_db
def test_a_file_is_sealed_and_opens_only_under_its_own_name(home: Path) -> None:
    one, other = used(a_photo()), used(a_photo(80, 80))
    first, second = Upload.objects.get(pk=one), Upload.objects.get(pk=other)
    path = home / first.name[:2] / first.name

    assert b"JFIF" not in path.read_bytes()
    assert path.stat().st_mode & 0o077 == 0
    path.write_bytes((home / second.name[:2] / second.name).read_bytes())
    with pytest.raises(InvalidTag):
        services.opened(one, used_for="test:1")


@pytest.mark.django_db
def test_a_document_opens_only_for_what_it_belongs_to() -> None:
    number = used(a_photo())

    with pytest.raises(errors.UploadGone):
        services.opened(number, used_for="test:2")
    with transaction.atomic(), pytest.raises(errors.UploadGone):
        services.use(number, used_for="test:2")


@pytest.mark.django_db
def test_what_never_belonged_to_anything_is_cleaned_up_and_nothing_else(home: Path) -> None:
    at = clock.now()
    kept, orphan = used(a_photo()), keep(a_photo(), BY, at - timedelta(days=3))
    fresh = keep(a_photo(), BY, at)
    vault.write("ab" * 16, b"written before a crash")

    services.clean_up(at)
    assert set(services.kept([kept, orphan, fresh])) == {kept, fresh}
    services.clean_up(at + timedelta(days=3))

    assert set(services.kept([kept, orphan, fresh])) == {kept}
    assert len(list(home.glob("??/*"))) == 1
    assert services.opened(kept, used_for="test:1").content


@pytest.mark.django_db
def test_a_document_is_never_parsed_while_rows_are_locked() -> None:
    with transaction.atomic(), pytest.raises(InsideTransaction):
        keep(a_photo(), BY, NOON)


def test_of_many_files_at_once_those_that_no_longer_fit_arrive_empty() -> None:
    handler, chunk = BoundedMemory(), b"x" * (4 * 2**20)

    files = []
    for n in range(7):
        handler.new_file("berkas", f"{n}-kk.jpg", "image/jpeg", None)
        handler.receive_data_chunk(chunk, 0)
        files.append(handler.file_complete(len(chunk)))

    assert [file.name for file in files[:2]] == ["0-kk.jpg", "1-kk.jpg"]
    assert [len(file.read()) for file in files] == [len(chunk)] * 5 + [0, 0]
