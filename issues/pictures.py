"""Pictures drawn afresh: only what can be seen is kept, the right way up."""

import warnings
from typing import BinaryIO

from PIL import Image, ImageOps

from issues.not_taken import NotTaken, is_for_room

MOST_PIXELS = 50_000_000
TOO_MANY = "The picture has more than 50 million pixels. Make it smaller, then add it again."
LARGEST = (4000, 4000)
FORMATS = {"jpeg": "JPEG", "png": "PNG", "gif": "GIF", "webp": "WEBP"}
MODES = {
    "JPEG": ("L", "RGB"),
    "PNG": ("1", "L", "LA", "I;16", "P", "RGB", "RGBA"),
    "GIF": ("L", "P"),
    "WEBP": ("RGB", "RGBA"),
}


def redraw(file: BinaryIO, slug: str, target: BinaryIO) -> None:
    """Write the picture's first frame anew, at most 4,000 pixels wide and high, and nothing that came with it."""
    form = FORMATS[slug]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # its size is checked below, before anything is unpacked
            picture = Image.open(file, formats=[form])
        if picture.width * picture.height > MOST_PIXELS:
            raise NotTaken(TOO_MANY)
        picture.draft("RGB" if picture.mode in {"RGB", "YCbCr"} else None, LARGEST)
        picture.load()
        picture = ImageOps.exif_transpose(picture)
        picture = _plain(picture, MODES[form])
        picture.thumbnail(LARGEST)
        picture.save(target, form, **({"quality": 90} if form in {"JPEG", "WEBP"} else {}))
    except NotTaken:
        raise
    except Image.DecompressionBombError as error:
        raise NotTaken(TOO_MANY) from error
    except Exception as error:  # a damaged picture, in one of the many ways that packed data can be
        if is_for_room(error):
            raise
        raise NotTaken("The picture is damaged. Open and save it afresh, then add it again.") from error


def _plain(picture: Image.Image, modes: tuple[str, ...]) -> Image.Image:
    """The picture in a mode that its format can hold, with nothing beside its pixels but which are see-through."""
    seen_through = picture.info.get("transparency")
    if picture.mode not in modes:
        has_gaps = "A" in picture.getbands() or seen_through is not None
        picture = picture.convert("RGBA" if has_gaps and "RGBA" in modes else "RGB" if "RGB" in modes else "P")
        seen_through = None
    picture.info = {} if seen_through is None else {"transparency": seen_through}
    return picture
