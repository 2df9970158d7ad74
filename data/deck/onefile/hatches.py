"""Hatches on a screen: matplotlib's signs as the paths of small patterns that stand once in the file."""

PATHS = {
    "/": "M-1 8 8 -1",
    "\\": "M-1 -1 8 8",
    "x": "M-1 8 8 -1M-1 -1 8 8",
    "-": "M0 3.5H7",
    "|": "M3.5 0V7",
    "+": "M0 3.5H7M3.5 0V7",
    ".": "M3 3.5h1.4",
    "o": "M2 3.5h3",
    "O": "M1.5 3.5h4",
    "*": "M1 3.5H6M3.5 1V6",
}
NONE = -1


def number(hatch: str) -> int:
    """Which pattern a hatch (`///`, `...`) is drawn with; `NONE` where it is none."""
    return list(PATHS).index(hatch[0]) if hatch and hatch[0] in PATHS else NONE
