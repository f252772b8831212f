"""The gate: no patient identifier is stored. `screen(text)` gives what was found and the text that may be kept,
`screen_together(texts)` the same for what is sent together.

On a file of texts with known spans: `python -m language.identifiers FILE.jsonl` prints how well it does.
"""

from language.measuring_identifiers import main
from language.screening import Finding, Screened, names_in, screen, screen_together

__all__ = ["Finding", "Screened", "names_in", "screen", "screen_together"]

if __name__ == "__main__":
    main()
