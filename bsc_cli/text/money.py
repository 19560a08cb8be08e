"""The signs and words for money in English news, and the currencies that they may stand for.

The codes are those of ISO 4217. Where a sign or a word is that of several currencies, the most
usual one comes first.
"""

from __future__ import annotations

import re


def _table(text: str) -> dict[str, tuple[str, ...]]:
    """Return the codes in each line of a text by the signs or words before the colon."""
    lines = (line.split(":") for line in text.strip().splitlines())
    return {key: tuple(codes.split()) for keys, codes in lines for key in keys.split()}


_OF_DOLLARS = "USD AUD CAD NZD HKD SGD TWD JMD TTD BBD BSD BZD BND FJD GYD LRD NAD SBD SRD XCD"
_OF_PESOS = "MXN ARS CLP COP PHP UYU DOP CUP"
_OF_POUNDS = "GBP EGP LBP SYP SDG SSP GIP FKP SHP"
_OF_RUPEES = "INR PKR LKR NPR MUR SCR"
_OF_CROWNS = "SEK NOK DKK ISK CZK"
_OF_FRANCS = "CHF XOF XAF XPF CDF RWF GNF DJF BIF KMF"
_CODES = """
    AED ARS AUD BDT BRL CAD CHF CLP CNY COP CZK DKK EGP EUR GBP GHS HKD HUF IDR ILS INR ISK JPY KES
    KRW KWD LKR MAD MXN MYR NGN NOK NPR NZD PEN PHP PKR PLN QAR RON RUB SAR SEK SGD THB TRY TWD TZS
    UAH UGX USD VND ZAR
"""

SIGNS = {code: (code,) for code in _CODES.split()} | _table(
    f"""
    $: {_OF_DOLLARS} {_OF_PESOS}
    US$: USD
    C$ CA$: CAD
    A$ AU$: AUD
    NZ$: NZD
    HK$: HKD
    S$: SGD
    NT$: TWD
    R$: BRL
    J$: JMD
    TT$: TTD
    MX$: MXN
    £: {_OF_POUNDS}
    €: EUR
    ¥: JPY CNY
    CN¥ RMB: CNY
    ₹: INR
    Rs Rs.: {_OF_RUPEES}
    RM: MYR
    Rp: IDR
    R: ZAR
    kr Kr: {_OF_CROWNS}
    Fr: {_OF_FRANCS}
    SFr: CHF
    zł: PLN
    Kč: CZK
    ₽: RUB
    ₩: KRW
    ₺: TRY
    ₴: UAH
    ₦: NGN
    ₱: PHP
    ฿: THB
    ₫: VND
    ₪: ILS
    """
)
"""The signs and codes before or after an amount, with their currencies."""

WORDS = _table(
    f"""
    dollar: {_OF_DOLLARS}
    peso: {_OF_PESOS}
    pound: {_OF_POUNDS}
    sterling: GBP
    euro: EUR
    rupee: {_OF_RUPEES}
    krona kronor krone kroner króna: {_OF_CROWNS}
    franc: {_OF_FRANCS}
    yen: JPY
    yuan renminbi: CNY
    rouble ruble: RUB BYN
    lira: TRY
    rand: ZAR
    reais: BRL
    naira: NGN
    cedi: GHS
    shilling: KES UGX TZS SOS
    dirham: AED MAD
    dinar: KWD IQD JOD BHD DZD TND LYD RSD
    riyal rial: SAR QAR YER OMR IRR
    ringgit: MYR
    rupiah: IDR
    baht: THB
    taka: BDT
    shekel: ILS
    zloty złoty: PLN
    forint: HUF
    hryvnia: UAH
    tenge: KZT
    birr: ETB
    """
)
"""The names of currencies in the singular, in lower case, with their currencies."""

HUNDREDTHS = _table(
    f"""
    cent: {_OF_DOLLARS} EUR ZAR
    pence penny p: GBP
    paise paisa: INR PKR
    """
)
"""The names of the hundredth part of a currency, in the singular, in lower case."""

COUNTRIES = {
    "GBP": "£",
    "EGP": "Egypt|Egyptian",
    "LBP": "Lebanon|Lebanese",
    "SYP": "Syria|Syrian",
    "SDG": "Sudan|Sudanese",
    "GIP": "Gibraltar",
    "FKP": "Falklands?|Falkland Islands",
    "USD": r"US|U\.S\.|USA|United States|America|Americans?|U\.S",
    "AUD": "Australian?|Sydney|Melbourne|Queensland|Perth|Brisbane",
    "CAD": "Canada|Canadian|Toronto|Ontario|Quebec|Vancouver|Ottawa|Alberta",
    "NZD": "New Zealand|Auckland|Kiwi",
    "HKD": "Hong Kong",
    "SGD": "Singapore|Singaporean",
    "TWD": "Taiwan|Taiwanese",
    "JMD": "Jamaican?",
    "TTD": "Trinidad",
    "BBD": "Barbados|Barbadian",
    "BSD": "Bahamas|Bahamian",
    "BZD": "Belize",
    "FJD": "Fiji",
    "GYD": "Guyana",
    "LRD": "Liberia",
    "NAD": "Namibian?",
    "MXN": "Mexican|Mexico",
    "ARS": "Argentinian?|Argentine",
    "CLP": "Chilean|Chile",
    "COP": "Colombian?",
    "PHP": "Philippines?|Filipino",
    "UYU": "Uruguay",
    "DOP": "Dominican",
    "CUP": "Cuban?",
    "INR": "Indian?",
    "PKR": "Pakistani?",
    "LKR": "Sri Lankan?",
    "NPR": "Nepal|Nepalese",
    "JPY": "Japan|Japanese|Tokyo",
    "CNY": "China|Chinese|Beijing",
    "SEK": "Swedish|Sweden",
    "NOK": "Norwegian|Norway",
    "DKK": "Danish|Denmark",
    "ISK": "Iceland|Icelandic",
    "CZK": "Czech",
    "EUR": "€",
}
"""Patterns of the words that show that an article is about the country of a currency."""

_BEFORE = re.compile(r"((?<!\w)[A-Za-z]{1,3}[.$¥]?|[$£€¥₹₽₩₺₴₦₱฿₫₪]) ?\Z")
_AFTER = re.compile(r" ?([€£$₽₩]|zł|Kč|kr|p|[A-Z]{3})(?!\w)")
_WORD_AFTER = re.compile(r"[ -](?:[A-Z][\w.]*[ -]){0,2}([^\W\d_]{3,9})\b(?: sterling\b)?")
_LONGEST = 5


def before(text: str, start: int) -> tuple[str, tuple[str, ...]]:
    """Return the sign before an amount, with the space after it, and the sign's currencies.

    Both are empty if no sign stands before the offset. In names such as R2, R is no sign.
    """
    char = text[max(0, start - 2) : start].rstrip(" ")[-1:]
    if not (char in _SYMBOLS or char.isalpha() or char == "."):  # a quick test
        return "", ()
    match = _BEFORE.search(text[max(0, start - _LONGEST) : start])
    if match and match[1] in SIGNS and (match[1] != "R" or _RANDS.match(text, start)):
        return match[0], SIGNS[match[1]]
    if match and match[1][-1] in _SYMBOLS:
        return match[0].lstrip(_LETTERS), SIGNS[match[1][-1]]
    return "", ()


_SYMBOLS = frozenset(sign for sign in SIGNS if len(sign) == 1 and not sign.isalpha())
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_RANDS = re.compile(r"\d+(?:[.,]\d+)? ?(?:m|bn|million|billion)\b|\d{1,3}[ ,]\d{3}")


def after(text: str, end: int) -> tuple[int, tuple[str, ...], bool]:
    """Return where the sign or word after an amount ends, and its currencies.

    The third value is whether the amount counts hundredths of the currency, as 50p does.
    """
    match = _AFTER.match(text, end)
    if match and match[1] in SIGNS:
        return match.end(), SIGNS[match[1]], False
    if match and match[0] == "p":
        return match.end(), HUNDREDTHS["p"], True
    match = _WORD_AFTER.match(text, end)
    word = match[1].lower() if match else ""
    for singular in (word, word.removesuffix("s")):
        if match and singular in WORDS:
            return match.end(), WORDS[singular], False
        if match and singular in HUNDREDTHS:
            return match.end(), HUNDREDTHS[singular], True
    return end, (), False
