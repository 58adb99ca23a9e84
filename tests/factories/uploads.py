"""Documents as people send them: good ones, broken ones, and ones that carry something."""

from datetime import datetime
from io import BytesIO

import pikepdf
from PIL import Image

from titian.kernel.actors import Actor
from titian.platform.uploads import services as uploads


def a_photo(width: int = 60, height: int = 40, form: str = "JPEG", **more: object) -> bytes:
    out = BytesIO()
    Image.new("RGB", (width, height), "#446688").save(out, form, **more)
    return out.getvalue()


def a_photo_taken_sideways() -> bytes:
    """Wider than high, with where it was taken; the phone says: turn it by a quarter."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = "rumah Siti"
    return a_photo(exif=exif)


def a_pdf(pages: int = 1, *, password: str = "") -> bytes:
    out = BytesIO()
    with pikepdf.new() as document:
        for _ in range(pages):
            document.add_blank_page(page_size=(200, 300))
        lock = pikepdf.Encryption(owner=password, user=password) if password else False
        document.save(out, encryption=lock)
    return out.getvalue()


def a_pdf_that_acts() -> bytes:
    """Scripts when it opens, a link, an attachment, a writer's name."""
    out = BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page(page_size=(200, 300))
        script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert('halo')")
        document.Root.OpenAction = script
        document.Root.AA = pikepdf.Dictionary(WC=script)
        document.docinfo["/Author"] = "Penulis Rahasia"
        document.attachments["rahasia.txt"] = b"isi rahasia"
        page = document.pages[0].obj
        page.AA = pikepdf.Dictionary(O=script)
        page.Annots = pikepdf.Array([pikepdf.Dictionary(Subtype=pikepdf.Name.Link, A=script)])
        page.Resources = pikepdf.Dictionary(
            XObject=pikepdf.Dictionary(A=document.make_stream(b"q Q", Metadata="rahasia"))
        )
        document.save(out)
    return out.getvalue()


def keep(content: bytes, by: Actor, at: datetime) -> int:
    return uploads.keep(content=content, size=len(content), by=by, at=at)
