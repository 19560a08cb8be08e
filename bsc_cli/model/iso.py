"""The codes of countries (ISO 3166-1) and currencies (ISO 4217).

This is the only module that knows `pycountry`, which is large and is imported only
where a code is checked.
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
"""Names that people write and the standard does not have."""


def is_currency(code: str) -> bool:
    """Whether a code is a currency's."""
    import pycountry  # noqa: PLC0415 - a tenth of a second, only needed by the checks

    return pycountry.currencies.get(alpha_3=code) is not None


def country_name(code: str) -> str | None:
    """The English short name of a country by its alpha-2 code, or None."""
    import pycountry  # noqa: PLC0415 - as above

    country = pycountry.countries.get(alpha_2=code)
    return str(country.name) if country else None


def country_code(name: str) -> str | None:
    """The alpha-2 code of a country by any of its standard names, or None."""
    import pycountry  # noqa: PLC0415 - as above

    if name.casefold() in _EVERYDAY:
        return _EVERYDAY[name.casefold()]
    try:
        return str(pycountry.countries.lookup(name).alpha_2)
    except LookupError:
        return None
