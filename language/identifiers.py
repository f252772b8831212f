"""The gate: no patient identifier is stored. `screen(text)` gives what was found and the text that may be kept.

On a file of texts with known spans: `python -m language.identifiers FILE.jsonl` prints how well it does.
"""

from language.measuring_identifiers import main
from language.screening import Finding, Screened, screen

__all__ = ["Finding", "Screened", "screen"]

if __name__ == "__main__":
    main()
