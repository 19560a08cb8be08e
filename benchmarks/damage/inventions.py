"""Invented statements, none of which an article is likely to make, for damage to a store."""

from __future__ import annotations

from typing import Final

CLAIMS: Final = """\
The bridge was closed for repairs last winter.
A second hospital is to open beside the old cattle market.
Farmers expect the worst apple harvest for twenty years.
The orchestra has cancelled its summer tour.
Nobody was hurt when the ferry struck the pier.
House prices have doubled since the railway came.
The chief executive resigned over unpaid taxes.
Most of the volunteers were never trained.
The museum holds the oldest clock in the country.
Two in three pupils walk to school.
An appeal will be heard in the spring.
The company denies having dumped chemicals in the river.
The goalkeeper was sent off after an hour.
Scientists found the vaccine to be unsafe for children.
Council tax is to rise by a tenth.
The mayor was booed as she left the town hall.
Sales of bicycles fell for the third year in a row.
The witness withdrew her statement.
The storm left whole villages without power.
A private donor has paid for the new roof.
The minister secretly met bankers in a hotel.
The team has lost every game at home.
The law will be repealed before the election.
An inspector called the kitchen filthy.
The reservoir is at its lowest since records began.
""".splitlines()
"""Claims on other subjects than the article's."""

ABOUT_NAMES: Final = """\
{one} has ended its work with {other}.
{one} was criticised by {other} for its slowness.
{one} employs more people than {other}.
{one} has apologised to {other}.
{one} was founded before {other}.
{one} is in debt to {other}.
{one} refused to answer questions about {other}.
{one} and {other} have signed a treaty.
""".splitlines()
"""Claims about two records of the store."""

ROLES: Final = """\
Keeper of the lighthouse until it was sold.
Owns the mill and both of the quarries.
Sponsor of the village football club.
Convicted of fraud after a long trial.
Famous for its cheese and its brass band.
Adviser to the railway on bridges.
Sued the newspaper for libel and lost.
Runs a chain of bakeries.
Winner of the regatta three years in a row.
Closed by inspectors because of rats.
""".splitlines()

SENTENCES: Final = (
    "The plan was abandoned after a public outcry.",
    "Nobody in the town had been asked.",
    "A spokeswoman denied that there had been any delay.",
    "The cost had risen to £3.7 million by then.",
    "Critics called the idea a waste of money.",
)
"""Sentences to insert in an article."""

PERIODS: Final = ("in 2019", "each month", "over ten years", "since the war", "last winter")
UNITS: Final = ("%", "people", "tonnes", "houses", "kilometres", "vehicles")
CURRENCIES: Final = ("GBP", "USD", "EUR", "JPY", "INR")
CUES: Final = ("joked", "shouted", "wrote", "admitted", "whispered")
DATES: Final = ("2024-03-05", "2019", "2023-11", "2022-05-01/2022-06-30")
SOURCE: Final = {
    "headline": "Town Hall Roof to Be Mended",
    "author": "The Night Editor",
    "publisher": "The Lighthouse Gazette",
    "date_published": "2019-02-28",
    "url": "https://example.org/roof",
    "language": "pt",
}
CODES: Final = ("NO", "PT", "KE", "PE", "NZ")
"""Codes of countries."""
ALIASES: Final = ("the Old Guard", "Blue Lantern", "the Consortium", "Project Heron")
CAVEATS: Final = (
    "The article gives no source for any of this.",
    "The figure is older than the rest of the article.",
    "The speaker has an interest in the outcome.",
)
