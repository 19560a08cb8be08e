"""The codes of countries (ISO 3166-1) and currencies (ISO 4217).

Only this module uses `pycountry`. Each function imports the library when it is called, because the
import takes a tenth of a second.
"""

from __future__ import annotations

from functools import lru_cache

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
"""The country code for each common country name, in lower case, that is not in the standard."""


def is_currency(code: str) -> bool:
    """Whether `code` is the ISO 4217 code of a currency."""
    import pycountry  # noqa: PLC0415 - see above

    return pycountry.currencies.get(alpha_3=code) is not None


def country_name(code: str) -> str | None:
    """Return the English short name of the country with this alpha-2 code; `None` if unknown."""
    import pycountry  # noqa: PLC0415 - see above

    country = pycountry.countries.get(alpha_2=code)
    return str(country.name) if country else None


def country_code(name: str) -> str | None:
    """Return the alpha-2 code of the country with this standard or common name.

    Returns `None` if the name is unknown.
    """
    import pycountry  # noqa: PLC0415 - see above

    if name.casefold() in _EVERYDAY:
        return _EVERYDAY[name.casefold()]
    try:
        return str(pycountry.countries.lookup(name).alpha_2)
    except LookupError:
        return None


@lru_cache(maxsize=1)
def country_names() -> frozenset[str]:
    """Return the standard and common names of all countries."""
    import pycountry  # noqa: PLC0415 - see above

    everyday = (name.title() for name in _EVERYDAY if len(name) > 2)
    common = (getattr(country, "common_name", country.name) for country in pycountry.countries)
    return frozenset((*everyday, *common, *(country.name for country in pycountry.countries)))
