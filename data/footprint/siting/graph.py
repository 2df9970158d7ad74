"""Graphs of places and the lengths of their edges, and the distances along them."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import scipy.sparse as sp
from scipy.sparse.csgraph import shortest_path

from data.errors import InputError
from data.i18n import _


@dataclass(frozen=True)
class Graph:
    """Distances between all vertices (numbered from 0), and how many sites the file asks for."""

    distance: np.ndarray
    sites: int


def read(path: Path | str) -> Graph:
    """A graph as the OR-Library writes it: vertices, edges, p; then `i j length`, undirected, from 1.

    Of an edge given twice the last counts; vertices that no path joins are infinitely far apart.
    """
    path = Path(path)
    try:
        numbers = np.array(path.read_text(encoding="utf-8-sig").split(), dtype="float64")
    except (ValueError, UnicodeDecodeError):
        raise InputError(_("{file} is no graph: it should hold numbers only.").format(file=path.name)) from None
    if len(numbers) < 3 or len(numbers[3:]) % 3:
        raise InputError(
            _("{file} is no graph; expected: vertices, edges, p, then one i, j, length an edge.").format(file=path.name)
        )
    vertices, _edges, sites = numbers[:3].astype(int)
    edges = numbers[3:].reshape(-1, 3)
    if len(edges) and (edges[:, :2].min() < 1 or edges[:, :2].max() > vertices or edges[:, 2].min() < 0):
        raise InputError(
            _("{file} has an edge outside vertices 1 to {vertices}, or of negative length.").format(
                file=path.name, vertices=vertices
            )
        )
    return Graph(distances(vertices, edges), int(sites))


def distances(vertices: int, edges: np.ndarray | Iterable) -> np.ndarray:
    """Shortest paths between all vertices, of undirected edges (i, j, length), numbered from 1; the last one counts."""
    last = {(min(i, j), max(i, j)): length for i, j, length in np.asarray(edges, dtype="float64")}
    if not last:
        return np.where(np.eye(vertices, dtype=bool), 0.0, np.inf)
    ends = np.array(list(last)).astype(int) - 1
    lengths = np.array(list(last.values()))
    # A stored zero would be no edge: csgraph reads it as absent, so the least positive number stands for it.
    lengths = np.where(lengths > 0, lengths, np.finfo("float64").tiny)
    matrix = sp.csr_array((lengths, (ends[:, 0], ends[:, 1])), shape=(vertices, vertices))
    return shortest_path(matrix, method="D", directed=False)
