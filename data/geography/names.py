"""What printed maps call the countries around a mission: the United Nations' short names, and where none is printed."""

# Stands with every map; in the United Nations' own words.
DISCLAIMER = (
    "The boundaries and names shown and the designations used on this map do not imply official endorsement "
    "or acceptance by the United Nations."
)

# The world's map abbreviates; these are the short names of UN member states.
SHORT_NAMES = {
    "Antigua and Barb.": "Antigua and Barbuda",
    "Bosnia and Herz.": "Bosnia and Herzegovina",
    "Brunei": "Brunei Darussalam",
    "Central African Rep.": "Central African Republic",
    "Côte d'Ivoire": "Côte d’Ivoire",
    "Dem. Rep. Congo": "Democratic Republic of the Congo",
    "Dominican Rep.": "Dominican Republic",
    "Eq. Guinea": "Equatorial Guinea",
    "eSwatini": "Eswatini",
    "Laos": "Lao People’s Democratic Republic",
    "Macedonia": "North Macedonia",
    "Marshall Is.": "Marshall Islands",
    "Moldova": "Republic of Moldova",
    "North Korea": "Democratic People’s Republic of Korea",
    "Russia": "Russian Federation",
    "S. Sudan": "South Sudan",
    "Solomon Is.": "Solomon Islands",
    "South Korea": "Republic of Korea",
    "St. Kitts and Nevis": "Saint Kitts and Nevis",
    "St. Vin. and Gren.": "Saint Vincent and the Grenadines",
    "Syria": "Syrian Arab Republic",
    "São Tomé and Principe": "Sao Tome and Principe",
    "Tanzania": "United Republic of Tanzania",
    "Turkey": "Türkiye",
    "Vietnam": "Viet Nam",
    "W. Sahara": "Western Sahara",
}
# Not member states: a name there could be read as a statement on whose the territory is.
UNNAMED = {
    "American Samoa", "Anguilla", "Antarctica", "Aruba", "Ashmore and Cartier Is.", "Bermuda", "Br. Indian Ocean Ter.",
    "British Virgin Is.", "Cayman Is.", "Cook Is.", "Curaçao", "Faeroe Is.", "Falkland Is.", "Fr. Polynesia",
    "Fr. S. Antarctic Lands", "Greenland", "Guam", "Guernsey", "Heard I. and McDonald Is.", "Hong Kong",
    "Indian Ocean Ter.", "Isle of Man", "Jersey", "Kosovo", "Macao", "Montserrat", "N. Cyprus", "N. Mariana Is.",
    "New Caledonia", "Niue", "Norfolk Island", "Palestine", "Pitcairn Is.", "Puerto Rico", "S. Geo. and the Is.",
    "Saint Helena", "Siachen Glacier", "Sint Maarten", "Somaliland", "St-Barthélemy", "St-Martin",
    "St. Pierre and Miquelon", "Taiwan", "Turks and Caicos Is.", "U.S. Virgin Is.", "Vatican", "Wallis and Futuna Is.",
    "Åland",
}  # fmt: skip


def printed(name: str) -> str:
    """The name that a printed map gives a country of the world's map; empty where it gives none."""
    return "" if name in UNNAMED else SHORT_NAMES.get(name, name)
