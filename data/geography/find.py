"""Places found by what somebody types: a name, the beginning of one, or two coordinates."""

import re
import unicodedata

import numpy as np
import pandas as pd

COLUMNS = ["name", "latitude", "longitude"]
COORDINATES = re.compile(r"\s*([+-]?\d{1,2}(?:\.\d+)?)\s*[,; ]\s*([+-]?\d{1,3}(?:\.\d+)?)\s*")


def find(places: pd.DataFrame, text: str, most: int = 20) -> pd.DataFrame:
    """name, latitude, longitude of the places that a text may mean, the likeliest first; none for an empty text.

    `places` has location, latitude, longitude (degrees). Names that begin with the text come before those that only
    have it; case and accents make no difference. Two numbers as `13.96, -3.57` are a place of their own.
    """
    if point := coordinates(text):
        return pd.DataFrame([[text.strip(), *point]], columns=COLUMNS)
    wanted = folded(text)
    if not wanted:
        return pd.DataFrame(columns=COLUMNS)
    names = places["location"].astype("str").map(folded)
    fits = [names == wanted, names.str.startswith(wanted), names.str.contains(wanted, regex=False)]
    rank = np.select(fits, [0, 1, 2], 3)
    found = places.assign(name=places["location"].astype("str"), rank=rank)
    found = found[found["rank"] < 3].sort_values(["rank", "name"], kind="stable")
    return found.drop_duplicates(COLUMNS).head(most)[COLUMNS].reset_index(drop=True)


def folded(name: str) -> str:
    """A name without case, accents and outer blanks."""
    letters = unicodedata.normalize("NFKD", name)
    return "".join(c for c in letters if not unicodedata.combining(c)).casefold().strip()


def coordinates(text: str) -> tuple[float, float] | None:
    """Latitude and longitude in degrees from a text that is nothing else; None where it is none or off the globe."""
    found = COORDINATES.fullmatch(text)
    if not found:
        return None
    latitude, longitude = float(found[1]), float(found[2])
    return (latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else None


def nearest_name(places: pd.DataFrame, latitude: float, longitude: float) -> str:
    """The name of the place nearest to a point, for a base put there; empty where there is none.

    `places` as for `find`. Measured on the sphere's chord, which is exact enough to choose a name.
    """
    if places.empty:
        return ""
    north, east = np.radians(places["latitude"].to_numpy()), np.radians(places["longitude"].to_numpy())
    lat, lon = np.radians(latitude), np.radians(longitude)
    chord = np.sin((north - lat) / 2) ** 2 + np.cos(north) * np.cos(lat) * np.sin((east - lon) / 2) ** 2
    return str(places["location"].iloc[int(chord.argmin())])
