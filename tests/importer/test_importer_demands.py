"""Demands: in order, with what stands below them, as bare infinitives in English and as printed elsewhere."""

import pytest

from campaign.importer.fields.infinitive import bare_infinitive
from campaign.importer.importing import read_appeal

TOLD = "On 3 May the police took the teacher Jane Roe away from her house, and she has not been seen since that day."


def demands_in(*lines: str) -> list[tuple[str, str]]:
    draft = read_appeal("\n".join(["TEACHER TAKEN AWAY", "", TOLD, "", *lines]))
    return [(demand.kind, demand.text) for demand in draft.demands]


@pytest.mark.parametrize(
    ("printed", "infinitive", "sure"),
    [
        ("Urging the authorities to release Jane Roe;", "release Jane Roe", True),
        ("Calling on them to say where she is; and", "say where she is", True),
        ("appealing to the Minister of Justice, as head of the prisons, to see her;", "see her", True),
        ("Carry out an inquiry.", "carry out an inquiry", True),
        ("to carry out an inquiry", "carry out an inquiry", True),
        ("UN experts be invited", "UN experts be invited", False),
        ("calling for her release", "calling for her release", False),
        ("Urging that she be released", "urging that she be released", False),
    ],
)
def test_an_english_demand_becomes_a_bare_infinitive_where_that_is_certain(
    printed: str, infinitive: str, sure: bool
) -> None:
    assert bare_infinitive(printed) == (infinitive, sure)


def test_the_items_of_a_list_are_demands_in_order_with_their_kinds_and_lines() -> None:
    draft = read_appeal(
        f"TEACHER TAKEN AWAY\n\n{TOLD}\n\nPlease write immediately in English or your own language:\n"
        "- Urging the authorities to release Jane Roe,\nand to say where she is;\n"
        "- Reminding them that the law forbids this.\n"
    )

    assert [(demand.kind, demand.text, demand.lines) for demand in draft.demands] == [
        ("ask", "release Jane Roe, and to say where she is", (6, 7)),
        ("reminder", "the law forbids this", (8, 8)),
    ]
    assert draft.demands[0].source == "Urging the authorities to release Jane Roe, and to say where she is;"


def test_items_below_an_item_stay_below_it() -> None:
    draft = read_appeal(
        f"TEACHER TAKEN AWAY\n\n{TOLD}\n\nPlease write to the authorities, urging them to:\n\n"
        "i. Keep the law, in particular:\n"
        "- its article 1;\n- and its article 2;\n\nii. Release her.\n"
    )

    assert [demand.text for demand in draft.demands] == ["keep the law, in particular", "release her"]
    assert [item.text for item in draft.demands[0].items] == ["its article 1", "its article 2"]


@pytest.mark.parametrize("bullet", ["• ", "•", "-", "► ", "* ", "(a) "])
def test_any_bullet_will_do_even_one_glued_to_its_word(bullet: str) -> None:
    second = bullet.replace("a", "b")

    assert demands_in("We call on the authorities to:", f"{bullet}Release her;", f"{second}Say where she is.") == [
        ("ask", "release her"),
        ("ask", "say where she is"),
    ]


def test_a_list_within_one_line_is_a_list() -> None:
    assert demands_in("Write to the authorities, urging them to: i. Release her; ii. Say where she is.") == [
        ("ask", "release her"),
        ("ask", "say where she is"),
    ]


def test_sentences_of_a_letter_that_ask_are_demands() -> None:
    assert demands_in(
        "Sample letter:",
        "Your Excellency,",
        "I am alarmed by the news of the teacher Jane Roe.",
        "I urge you to release her at once. I also call on the authorities to say where she was held, "
        "and for you to tell her family.",
        "Yours faithfully,",
    ) == [("ask", "release her at once"), ("ask", "say where she was held"), ("ask", "tell her family")]


@pytest.mark.parametrize(
    ("told", "lines", "texts"),
    [
        (
            "Le 3 mai, la police est venue chercher l'institutrice Jane Roe dans sa maison, et nul ne l'a revue.",
            [
                "Madame, Monsieur,",
                "Je suis inquiet du sort de l'institutrice Jane Roe, que personne n'a revue depuis le 3 mai.",
                "Je vous demande de la libérer.",
            ],
            ["Je vous demande de la libérer"],
        ),
        (
            "El 3 de mayo la policía se llevó de su casa a la maestra Jane Roe, y nadie la ha visto desde entonces.",
            ["Favor escribir a las autoridades instándolas a:", "i. Ponerla en libertad;", "ii. Decir dónde está."],
            ["Ponerla en libertad", "Decir dónde está"],
        ),
        (
            "Am 3. Mai holte die Polizei die Lehrerin Jane Roe aus ihrem Haus, und seither hat sie niemand gesehen.",
            [
                "Bitte schreiben Sie und fordern Sie die Behörden auf:",
                "1. Lassen Sie sie frei.",
                "2. Sagen Sie, wo sie ist.",
            ],
            ["Lassen Sie sie frei", "Sagen Sie, wo sie ist"],
        ),
        (
            "3 мая полиция увезла учительницу Джейн Роу из её дома, и с тех пор никто не знает, где она находится.",
            ["Мы просим Вас:", "1. освободить её немедленно;", "2. сообщить, где она."],
            ["освободить её немедленно", "сообщить, где она"],
        ),
    ],
    ids=["fr", "es", "de", "ru"],
)
def test_in_other_languages_the_trimmed_original_stays(told: str, lines: list[str], texts: list[str]) -> None:
    draft = read_appeal("\n".join([told, "", *lines]))

    assert [demand.text for demand in draft.demands] == texts


@pytest.mark.parametrize(
    "lines",
    [
        [
            "What you can do:",
            "1. Write a letter in your own words.",
            "2. Share this action with a friend.",
            "3. Tell us what you did.",
        ],
        ["Those who were taken:", "- Jane Roe, teacher", "- John Doe, nurse"],
        [
            "Please send appeals to:",
            "- Minister of Justice, Long Street 1, Town, Fax: +41 22 730 99 10",
            "- Minister of Health, Long Street 2, Town",
        ],
    ],
)
def test_lists_of_tips_persons_and_addresses_are_no_demands(lines: list[str]) -> None:
    assert demands_in(*lines) == []


def test_a_sample_letter_does_not_repeat_the_demands_of_the_list() -> None:
    assert demands_in(
        "We call on the authorities to:",
        "1. Release her;",
        "2. Say where she is.",
        "",
        "Sample letter:",
        "Your Excellency,",
        "I urge you to release the teacher Jane Roe at once.",
        "Yours faithfully,",
    ) == [("ask", "release her"), ("ask", "say where she is")]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("What to say in your letter\n\n1. He should be freed at once.\n2. He should be seen by a doctor.", 2),
        ("We demand that he be freed. We demand that his family be told where he is.", 2),
        ("Exigimos al gobierno de Kenia:\n\n- La libertad de Joseph.\n- Que se informe a su familia.", 2),
        (
            "Por ello pedimos a las autoridades que a) liberen a Joseph; b) informen a su familia; c) digan algo.",
            3,
        ),
        ("PEDIMOS ÀS AUTORIDADES QUE:\n\n• Libertem Joseph Otieno.\n• Informem a família.", 2),
    ],
)
def test_demands_are_found_however_they_are_introduced(text: str, number: int) -> None:
    assert len(read_appeal(f"Kenya: Fisherman held\n\n{TOLD}\n\n{text}").demands) == number


def test_items_that_tell_readers_how_to_write_are_no_demands() -> None:
    draft = read_appeal(
        "Jane Roe was arrested on 3 May.\n\nPlease write letters:\n- urging the authorities to release her\n"
        "- Please use your own words\n- Keep your letter polite and short\n- urging them to let her see a doctor\n"
    )

    assert [each.text for each in draft.demands] == ["release her", "let her see a doctor"]


def test_an_ask_beside_the_wish_for_a_copy_is_not_lost() -> None:
    found = demands_in("Urge the minister to release Jane Roe at once. Please send us a copy of your letter.")

    assert found == [("ask", "release Jane Roe at once")]
