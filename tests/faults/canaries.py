"""Two hundred planted identifiers of patients who do not exist, and every place in which they might be found."""

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from django.core import mail
from django.db import connection
from PIL import Image

TITLES = ("Mrs", "Mr", "Miss", "Ms")
FIRST = ("Joan", "Derek", "Priya", "Aled", "Nia", "Graham", "Shanice", "Colin", "Bethan", "Yusuf")
LAST = ("Ackerley", "Tattersall", "Winstanley", "Entwistle", "Molyneux", "Birtwistle", "Rigby", "Hesketh")
STREETS = ("Alma Street", "Dock Road", "Mill Lane", "Victoria Terrace")


def nhs_number(seed: int) -> str:
    """A valid number from the range that is never given to a patient, as it is written one way or another."""
    while True:
        digits = f"999{seed:06}"
        rest = 11 - sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=True)) % 11
        if rest != 10:
            break
        seed += 1
    whole = digits + str(rest % 11)
    forms = (f"{whole[:3]} {whole[3:6]} {whole[6:]}", whole, f"{whole[:3]}-{whole[3:6]}-{whole[6:]}")
    return forms[seed % 3]


def planted() -> list[tuple[str, str]]:
    """Each identifier as a clause that a clinician might type, and the part of it that may be found nowhere."""
    made = []
    for number in range(80):
        found = nhs_number(1000 + 37 * number)
        made.append((f"NHS number {found}", found))
    for number in range(40):
        title, first, last = TITLES[number % 4], FIRST[number % 10], LAST[number // 5]
        made.append((f"{title} {first} {last}", f"{first} {last}"))
    for number in range(30):
        born = f"{number % 27 + 1:02}/{number % 12 + 1:02}/{1930 + number}"
        made.append((f"DOB {born}", born))
    for number in range(20):
        phone = f"07700 900{number + 100}"
        made.append((f"phone {phone}", phone))
    for number in range(15):
        address = f"patient.canary{number}@mail.example"
        made.append((f"e-mail {address}", address))
    for number in range(15):
        home = f"{number + 11} {STREETS[number % 4]}"
        made.append((f"lives at {home}, CH{number % 9 + 41} {number % 9}XZ", home))
    return made


def found_in(text: str, canaries: list[str]) -> set[str]:
    """Which of them are in a text, however their digits are set apart."""
    digits = re.sub(r"[^0-9\n]+", "", text)
    return {one for one in canaries if one in text or (is_number(one) and re.sub(r"\D", "", one) in digits)}


def is_number(one: str) -> bool:
    return one.startswith("999") and len(re.sub(r"\D", "", one)) == 10


def everything_stored(*folders: Path) -> Iterator[tuple[str, str]]:
    """The name and the content of each table, search index, e-mail and file, unpacked as far as it goes."""
    for table in tables():
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{table}"')
            yield f"table {table}", "\n".join(words_of(value) for row in cursor.fetchall() for value in row)
    yield "e-mails", "\n".join(str(message.message()) for message in mail.outbox)
    for folder in folders:
        for path in folder.rglob("*"):
            if path.is_file():
                yield f"file {path.name}", unpacked(path)


def tables() -> list[str]:
    """All of them, also those that no model knows: search indexes are among them."""
    with connection.cursor() as cursor:
        return connection.introspection.table_names(cursor)


def words_of(value) -> str:
    if isinstance(value, memoryview | bytes):
        return bytes(value).decode("utf-8", "ignore") + bytes(value).decode("latin-1")
    return str(value)


def unpacked(path: Path) -> str:
    content = path.read_bytes()
    words = [path.name, words_of(content)]
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as parts:
            words += [f"{name}\n{words_of(parts.read(name))}" for name in parts.namelist()]
    elif content[:3] == b"\xff\xd8\xff":
        with Image.open(io.BytesIO(content)) as picture:
            words += [str(dict(picture.getexif())), str(picture.info)]
    return "\n".join(words)
