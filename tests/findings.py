"""What a form says that it has shown of what was found in its words, to be sent with them."""

import re


def shown(page) -> list[str]:
    """The marks of the findings that the form of a page has shown."""
    marks = re.findall('name="shown" value="([^"]+)"', page.content.decode())
    assert marks
    return marks
