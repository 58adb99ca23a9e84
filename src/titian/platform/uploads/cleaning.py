"""A stranger's file in, the same document written anew out; run as a process of its own.

    python -I -m titian.platform.uploads.cleaning < received > clean

Pictures are decoded and encoded again, upright and without metadata. Of a PDF only its pages
survive: no scripts, forms, links, attachments or metadata. The exit status says why a file was
not taken. No Django here: it starts fast and has nothing to lose.
"""

import resource
import struct
import sys
import warnings
from enum import IntEnum
from io import BytesIO
from typing import Any

import pikepdf
from PIL import Image, ImageOps

MOST_PIXELS = 40_000_000
MOST_PAGES = 10
LONGEST_SIDE = 2400
_QUALITY = 85
_MEMORY = 768 * 2**20
_SECONDS = 15
_DEEPEST = 40

_PAGE = frozenset({"/Type", "/Contents", "/Resources", "/MediaBox", "/CropBox", "/Rotate"})
_DROPPED = frozenset(
    {
        "/AA", "/AF", "/EF", "/JS", "/JavaScript", "/Metadata", "/OpenAction", "/PieceInfo",
        "/LastModified", "/Thumb", "/SpiderInfo", "/Alternates", "/OPI",
    }
)  # fmt: skip

_BROKEN = (
    OSError, ValueError, SyntaxError, TypeError, KeyError, IndexError, EOFError, OverflowError,
    struct.error, ZeroDivisionError, NotImplementedError, AttributeError, RuntimeError,
    AssertionError,
)  # fmt: skip
_BOMB = (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError, RecursionError)


class Verdict(IntEnum):
    """The exit status."""

    PICTURE = 0
    PDF = 10
    KIND_UNKNOWN = 20
    UNREADABLE = 21
    TOO_LARGE = 22
    LOCKED = 23


def cleaned(content: bytes) -> tuple[Verdict, bytes]:
    """The document written anew, or why not; oddities that do no harm are passed over."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        return _cleaned(content)


def _cleaned(content: bytes) -> tuple[Verdict, bytes]:
    try:
        if content.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")):
            return picture(content)
        if content[:1024].lstrip().startswith(b"%PDF-"):
            return pdf(content)
    except _BOMB:
        return Verdict.TOO_LARGE, b""
    except pikepdf.PasswordError:
        return Verdict.LOCKED, b""
    except (*_BROKEN, pikepdf.PdfError):
        return Verdict.UNREADABLE, b""
    return Verdict.KIND_UNKNOWN, b""


def picture(content: bytes) -> tuple[Verdict, bytes]:
    """Decoded and encoded again as a JPEG, upright, on white, no bigger than can be read."""
    with Image.open(BytesIO(content), formats=("JPEG", "PNG")) as received:
        if received.width * received.height > MOST_PIXELS:
            return Verdict.TOO_LARGE, b""
        received.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        upright = ImageOps.exif_transpose(received)
        upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        layer = upright.convert("RGBA")
    paper = Image.new("RGB", layer.size, "white")
    paper.paste(layer, mask=layer.getchannel("A"))
    out = BytesIO()
    paper.save(out, "JPEG", quality=_QUALITY, optimize=True)
    return Verdict.PICTURE, out.getvalue()


def pdf(content: bytes) -> tuple[Verdict, bytes]:
    """The pages alone, in a new document."""
    with pikepdf.open(BytesIO(content)) as received:
        if received.is_encrypted:
            return Verdict.LOCKED, b""
        if not 0 < len(received.pages) <= MOST_PAGES:
            return Verdict.TOO_LARGE if received.pages else Verdict.UNREADABLE, b""
        with pikepdf.new() as fresh:
            fresh.pages.extend(received.pages)
            for page in fresh.pages:
                _drop(page.obj, set(page.obj.keys()) - _PAGE)
            for thing in list(fresh.objects):
                _strip(thing, _DEEPEST)
            fresh.remove_unreferenced_resources()
            out = BytesIO()
            fresh.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return Verdict.PDF, out.getvalue()


def _strip(thing: Any, depth: int) -> None:
    """Take what acts or tells out of an object and of those written inside it."""
    if depth == 0:
        raise RecursionError
    if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        _drop(thing, _DROPPED & set(thing.keys()))
        names = thing.keys()
        inner: list[Any] = [thing[name] for name in names]
    elif isinstance(thing, pikepdf.Array):
        inner = list(thing)
    else:
        return
    for one in inner:
        if isinstance(one, pikepdf.Object) and not one.is_indirect:
            _strip(one, depth - 1)


def _drop(thing: Any, names: set[str] | frozenset[str]) -> None:
    for name in names:
        del thing[name]


def _limit_ourselves() -> None:
    """A file that unpacks without end ends this process, not the server."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> int:
    _limit_ourselves()
    verdict, clean = cleaned(sys.stdin.buffer.read())
    sys.stdout.buffer.write(clean)
    return verdict


if __name__ == "__main__":
    sys.exit(main())
