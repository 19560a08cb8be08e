"""Sentences: where they end in ordinary news. In each text, `|` stands before a new sentence."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bsc_cli.text.folding import FoldedText, Span, fold
from bsc_cli.text.sentences import Sentences

STOPS = [
    "The ferry is late. |It left at six. |Why? |Nobody knows!",
    "What?! |It sank?? |No!!! |Yes.",
    "The boat sank .|  Nobody died .",
    "It cost £3.1m in 2.5 hours. |Version 3.1. |Then came 4.0.",
    "It rose to 3.1. |It fell to 2.",
    "It happened in 2024. |In 2025, it did not.",
    "40 people sailed. |40 people came back. |3 stayed. |10-year-old Ann did not. |5pm is late.",
    "It went from Section A to B. |The rest is sand.",
    "See www.example.com. |Or write to ann@example.com. |Both work.",
    "Read https://example.com/a.b?c=d! |It helps.",
    "The file is called tide.txt and the site is Tide.com today. |Both are old.",
    "The boat (built in 1990 by Mr. Reed) sank. |(Nobody died.) |It was old.",
    "It left at six (it was late. Nobody cared) and sank. |It was old.",
    "It is late [sic]. |It is old [The editor: it is not.] and slow.",
    "The boat sank.[12] |Nobody died.",
    "It is late... |Nobody came. |It waited … and waited. |Then it left…",
    "It is late... and nobody came.",
    "Yahoo! said it would sail. |It did not.",
    "The show “Sail!” is on. |It is good.",
    "The iPhone sank. |iPhone sales rose. |eBay was late.",
    "It cost 5.|  It cost 6.",
    "The tide turns at 10.30. |It turns again at 22.45.",
    "They sail; they swim: they sink. |So do we.",
    "Ann Reed, 47, is late. |So is Bob Lowe (46).",
    "Is it Ann? |Or Bob? |Bob, it is.",
]

ABBREVIATIONS = [
    "Dr. Reed of Acme Inc. said it was late. |It was.",
    "Mr. and Mrs. Lowe met Ms. Reed. |Prof. Tide came, too.",
    "Sen. Ann Reed, Rep. Bob Lowe and Gov. Cy Tide met Lt. Gen. Dan Wake. |They left.",
    "Rev. Dr. Martin Lowe Jr. spoke. |Gen. Wake and Sgt. Pike did not.",
    "It belongs to Acme Inc. |The ferry does not.",
    "It belongs to Acme Ltd. and Tide Co. in Poole. |The ferry does not.",
    "Acme Corp. Chief Executive Ann Reed resigned. |Nobody knows why.",
    "On Sept. 17, the boat sank. |On Oct. 3, it was raised. |It left in Nov. |The crew stayed.",
    "It sails from Jan. 6 to Feb. 5. |Then it stops.",
    "It left at 9 a.m. and came at 5 p.m. |The crew slept.",
    "It left at 9 a.m. Monday and came at 5 p.m. Eastern time. |Nobody saw it.",
    "It left at 5 p.m. GMT. |It was late.",
    "It left at 5 p.m. |Police saw it.",
    "He lives at No. 10. |No. 11 is empty. |Nos. 12 and 13 are not.",
    "He said no. |The boat left. |No. |He meant it.",
    "The U.S. Coast Guard came. |It left the U.S. |The crew stayed in the U.K. |She is British.",
    "The U.S. is large. |U.S. troops left the U.N. building. |It was a D.C. police car.",
    "She has a Ph.D. in tides. |He has an M.D. |They are both late.",
    "J. K. Rowland wrote to J.R.R. Tide. |A. Reed did not. |George W. Lowe sailed.",
    "Was it Ann A. Reed? |It was Samuel L. Lowe.",
    "The case Reed v. Lowe was heard. |So was Acme Inc. vs. Tide Ltd. |The court rose.",
    "St. Ives is in Cornwall. |Mt. Tide is not. |Ft. Lowe is in the U.S. |That is far away.",
    "It is at 5 Tide St. in Poole. |Ann lives on Tide Ave. |She likes it.",
    "See Fig. 2, Art. 50, Sec. 3.1, pp. 3 and Vol. 12. |They say the same.",
    "Boats, e.g. Ferries, i.e. Large ones, etc. |The rest is small.",
    "Boats, ferries etc. are late. |They are old.",
    "It sank in c. 1500 (cf. Reed 2001). |It was approx. 50 years old.",
    "Reed et al. found it. |They did.",
    "It sailed from Mobile, Ala., to Boston, Mass. |It was late.",
    "It weighs 50 lbs. |The crew weighs more. |It is 6 ft. |That is tall.",
    "We need plan B. |The crew has none. |Take vitamin C. |It helps.",
    "The firm, Tide & Co., sank. |Its boats did, too.",
    "The dept. of tides is late. |The Dept. of Tides is, too.",
    "Gen. Z is late. |Sen. Lowe isn't.",
    "In Washington, D.C., it rained. |In L.A. it did not.",
    "The op. cit. is old. |It was a vol. of tides.",
]

QUOTATIONS = [
    '"Stop!" he said. |She left.',
    '"Is it late?" asked Ann Reed. |It was.',
    '"Is it late?" Ann Reed asked. |"No," he said.',
    "“Will it sink?” Mr. Lowe told reporters. |It did.",
    '"Will it sink?" |The boat did.',
    '"Stop!" |Ann left.',
    'He said: "Stop." |She left.',
    "He said: “Stop. |Go. |Stop.” |She left.",
    "“It is late,” she said. |“It is old.” |Nobody came.",
    "“It is late.” |“It is not.”",
    "He said it was ‘late’. |She said it was ‘old.’ |Nobody came.",
    "«It is late.» |«Is it?» she asked. |„It is old.“ |It was.",
    "He asked: “Who goes?” and left. |She stayed.",
    "She said it “was late. |It was old” and left. |He stayed.",
    "“It is late!” – and it was. |He left.",
    "“The boat is late.\n\n|“It is old. |It is slow.\n\n|“It sank,” she said. |He left.",
    "They asked, “Where is it?”, and left. |She stayed.",
    "“Dr. Reed is late.” |She was.",
    "“It was Acme Inc.” |The crew left.",
    'The boat was "late". |"It was not," he said.',
    "“He said ‘Stop!’ |Then he left,” she said. |He did.",
    "“Why?” she said. |“Because.”",
    "“Not again!”, she said. |He left.",
    "“Go!” cried Ann. |She left.",
]

LINES = [
    "Ferry Is Late\n|The ferry left at six. |It was late.",
    "Ferry is late\n\n|By Ann Reed\n\n|The ferry left at six.",
    "FERRY IS LATE\n|The ferry left at six.",
    "The crew left.\n|JOBS TO GO\n|The firm will close.",
    "The crew left.\n\n|Ann Reed\n|Ann Reed\n\n\n\n|The ferry sank.",
    "Key boats:\n\n|Ferry: It is late.\n\n|Pilot boat: It is not\n|Tug: it is new\n\n|They left.",
    "They have:\n|- a ferry\n|- a tug. |It is new.\n|- Two boats\n|They left.",
    "They have:\n|* a ferry\n|* a tug\n|+ a boat\n\n|They left.",
    "They have:\n|• A ferry\n|• A tug\n|‣ A boat\n|▪ A raft\n|○ A ship\n|· A punt\n|They left.",
    "They have:\n|√ 10 ferries, a 25% increase.\n|✓ a tug\n|✔ a boat\n|→ a raft\n|► a ship",
    "They have:\n|1. a ferry\n|2. Two tugs. |They are new.\n|3) a boat\n|(4) a raft",
    "They have:\n|a) a ferry\n|b) two tugs\n|(c) a boat\n|ii) a raft",
    "They have:\n|— a ferry;\n|— a tug;\n|– a boat",
    "• Ferry: late\n|• Tug: It is new. |It is fast.\n|• Boat",
    "1. Ferries stop. |They do.\n|2. Boats\n   sail",
    "# Ferries\n|The ferry is late.\n|## Tugs\n|They are not.",
    "Ferries\n=======\n\n|The ferry is late.\n\n* * *\n\n|It sank.",
    "A ferry at Poole. |Picture: Ann Reed\n|The ferry left at six.",
    "By Ann Reed\n|12 March 2031, 16:45 GMT\n|The ferry left at six.",
    "POOLE, Sept. 17 (Coast) - The ferry is late. |It sank.",
    "POOLE (CP) — The ferry is late. |It sank.",
    "The ferry is late\r\n\r\n|Ann Reed\r\n|The ferry left at six.\r\n",
    "The ferry is late\r\r|Ann Reed\r|The ferry left at six.",
    "The ferry\u00a0is late.\u00a0|It sank. \u2009|Mr.\u00a0Reed left.\u2028|The end",
    "\ufeffThe ferry is late\n\u200b\n|It sank.\u200b |It did.",
    "Ferry is late \n \n|It sank.\n\t\n|It did.",
    "The ferry belongs to Acme Inc.\n|Revenue fell.\n|Costs did not.",
    "Yes?\n|No!\n|Yes.",
    "The ferry, which is late,\nNobody saw.",
    "What the study found\n|Half of the ferries were late\n|One in five sank",
    "Ferries: where are they?\n|And why?",
    "The ferry sank on Monday, said\nAnn Reed of the Harbour Office\nat Poole, which runs the boats\nof Lyme.\n|It was late.",
    "5 ferries left\n|6 ferries came\n|7 ferries sank",
    "2031. |That was the year.",
    "Q. Is it late? |A. It is.\n|Q: Why?\n|A: Nobody knows.",
]

PARAGRAPHS = [
    (
        "The ferry from Poole left the harbour at six, said Ann Reed of the Harbour Office on Monday."
        " |It was late. |Nobody on board, Dr. Lowe said, knew why the boat had left the quay so late."
    ),
    (
        "The firm, which employs 4,200 people, is cutting jobs. |The Chief Executive, Bob Lowe, said:"
        " “We are late. |We are sorry.” |Shares of Acme Inc. dropped 12% on Sept. 17 in New York."
    ),
]


def split(raw: str) -> list[str]:
    article = FoldedText(raw)
    return [article.text[start:end] for start, end in Sentences(article).spans]


@pytest.mark.parametrize("texts", [STOPS, ABBREVIATIONS, QUOTATIONS, LINES, PARAGRAPHS])
def test_a_text_is_split_into_its_sentences(texts: list[str]) -> None:
    sentences = [[fold(part).strip() for part in text.split("|")] for text in texts]
    assert [split(text.replace("|", "")) for text in texts] == sentences


@pytest.mark.parametrize("width", [40, 60, 80])
def test_the_lines_of_a_wrapped_text_do_not_end_sentences(width: int) -> None:
    text = "\n\n".join(PARAGRAPHS * 2).replace("|", "")
    wrapped = "\n".join(textwrap.fill(line, width) for line in text.split("\n"))
    assert split(wrapped) == split(text)


def test_the_headings_and_items_of_a_wrapped_text_end_sentences() -> None:
    text = "\n\n".join(PARAGRAPHS).replace("|", "")
    wrapped = "\n".join(textwrap.fill(line, 60) for line in text.split("\n"))
    article = f"JOBS TO GO\n{wrapped}\nKey boats\nFerry: late\nTug\n\n{wrapped}"
    assert split(article) == [
        "JOBS TO GO",
        *split(text),
        "Key boats",
        "Ferry: late",
        "Tug",
        *split(text),
    ]


@pytest.mark.parametrize("width", range(40, 90, 3))
def test_a_line_of_a_wrapped_text_may_begin_with_a_dash_or_a_number(width: int) -> None:
    text = (
        "The ferry from Poole left the harbour for the last time in 2031. It was late - nobody knew"
        " why - and slow. The crew, who had slept, counted the passengers and came to 12. Nobody had"
        " seen the captain, or so they said, since June 2031 - or July. The boat sank."
    )
    assert split(textwrap.fill(text, width)) == split(text)


TYPOGRAPHY = str.maketrans({'"': "”", "'": "’", "-": "–", " ": "\u00a0"})
CHARACTERS = st.sampled_from(
    [*"aBé1.?!:,-'\"()[]«»#*•√ \n\r\t", "…", "“", "\u200b", "\u2028", "Dr.", "U.S."]
)


@given(st.lists(CHARACTERS, max_size=60).map("".join))
def test_every_character_but_white_space_is_in_one_sentence(raw: str) -> None:
    text, done = FoldedText(raw).text, 0
    for start, end in Sentences(FoldedText(raw)).spans:
        assert done <= start < end
        assert text[done:start].strip() == ""
        assert text[start:end] == text[start:end].strip()
        done = end
    assert text[done:].strip() == ""


@example("aa\n'a")
@given(st.lists(CHARACTERS, max_size=60).map("".join))
def test_typography_makes_no_difference_to_sentences(raw: str) -> None:
    changed = raw.replace("\r\n", "\n").replace("\u200b", "").translate(TYPOGRAPHY)
    assert Sentences(FoldedText(raw)).spans == Sentences(FoldedText(changed)).spans


@given(st.lists(CHARACTERS, max_size=60).map("".join), st.data())
def test_a_passage_is_extended_to_the_sentences_that_it_touches(
    raw: str, data: st.DataObject
) -> None:
    article = FoldedText(raw)
    sentences = Sentences(article)
    if not sentences.spans:
        return
    start = data.draw(st.integers(sentences.spans[0].start, sentences.spans[-1].end - 1))
    end = data.draw(st.integers(start + 1, sentences.spans[-1].end))
    touched = sentences.indices(Span(start, end))
    whole = sentences.whole(Span(start, end))
    assert whole.start <= start or article.text[start:end].isspace()
    assert whole == (
        sentences.spans[touched.start].start,
        max(sentences.spans[touched[-1]].end, end),
    )
