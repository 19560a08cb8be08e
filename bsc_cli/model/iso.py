"""The codes of countries (ISO 3166-1) and currencies (ISO 4217).

Only this module knows `pycountry`, and imports it where a code is checked: that takes a tenth of a
second.
"""

from __future__ import annotations

_EVERYDAY = {
    **dict.fromkeys(("uk", "britain", "great britain"), "GB"),
    **dict.fromkeys(("us", "america", "united states of america"), "US"),
    "czech republic": "CZ",
    "iran": "IR",
    "north korea": "KP",
    "russia": "RU",
    "south korea": "KR",
    "syria": "SY",
    "turkey": "TR",
}
"""Common names that the standard does not have."""


def is_currency(code: str) -> bool:
    """Whether a currency has this code."""
    import pycountry  # noqa: PLC0415 - see above

    return pycountry.currencies.get(alpha_3=code) is not None


def country_name(code: str) -> str | None:
    """Return the English short name of a country by its alpha-2 code, or `None`."""
    import pycountry  # noqa: PLC0415 - see above

    country = pycountry.countries.get(alpha_2=code)
    return str(country.name) if country else None


def country_code(name: str) -> str | None:
    """Return the alpha-2 code of a country by any of its standard names, or `None`."""
    import pycountry  # noqa: PLC0415 - see above

    if name.casefold() in _EVERYDAY:
        return _EVERYDAY[name.casefold()]
    try:
        return str(pycountry.countries.lookup(name).alpha_2)
    except LookupError:
        return None
