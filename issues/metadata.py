"""JPEG and PNG data without what they tell of place, camera, author and time; the picture itself is not touched."""

import struct

PNG = b"\x89PNG\r\n\x1a\n"
TOLD_IN_PNG = {b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"}
KEPT_IN_JPEG = {0xE0, 0xEE}  # how colours are coded
SCAN = 0xDA


def without_metadata(data: bytes) -> bytes:
    """The same picture; data that is neither JPEG nor PNG, or breaks off, is given back as far as it is whole."""
    if data.startswith(PNG):
        return PNG + b"".join(_png_chunks(data))
    if data.startswith(b"\xff\xd8"):
        return b"\xff\xd8" + b"".join(_jpeg_segments(data))
    return data


def _png_chunks(data: bytes):
    at = len(PNG)
    while at + 12 <= len(data):
        length, kind = struct.unpack_from(">L4s", data, at)
        if kind not in TOLD_IN_PNG:
            yield data[at : at + 12 + length]
        if kind == b"IEND":
            return
        at += 12 + length


def _jpeg_segments(data: bytes):
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker, length = struct.unpack_from(">xBH", data, at)
        if marker == SCAN:
            yield data[at:]
            return
        is_told = 0xE0 <= marker <= 0xEF or marker == 0xFE
        if not is_told or marker in KEPT_IN_JPEG:
            yield data[at : at + 2 + length]
        at += 2 + length
