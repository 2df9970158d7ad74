"""What the codes of the mandate's tables mean: see `data.words.codes`."""

from data.words.codes import code, codes

__all__ = ["code", "codes"]
