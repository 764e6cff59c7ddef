"""Letters: where one opens, to whom it goes by the address above it, and what its sentences ask."""

import pytest

from campaign.importer.draft import Draft
from campaign.importer.importing import read_appeal

ACCOUNT = (
    "On 3 May the police took the teacher Jane Roe away from her house in the hills, and nobody has told her family "
    "to which of the three prisons of the province she was brought."
)
ASK = "I ask you to release her."


def letter(*lines: str) -> Draft:
    return read_appeal("\n".join(lines))


def heads(draft: Draft) -> list[tuple[str | None, str | None, str | None]]:
    return [(each.name, each.office, each.organisation) for each in draft.addressees]


ADDRESS = ("Prof. Al-Amin Nour Haddad", "Minister of Internal Affairs", "Ministry of Interior", "PO Box 1, Khartoum")
HEAD = [("Al-Amin Nour Haddad", "Minister of Internal Affairs", "Ministry of Interior")]


@pytest.mark.parametrize(
    "between",
    [
        ["", "Tuesday, August 7, 2007", "", "Dear Minister,", ""],
        ["", "in September 2007", "", "Dear Minister,", ""],
        ["", "Re: Trial of the teacher Jane Roe, who has been in prison since the spring", "", "Dear Minister,", ""],
        ["", "Dear Minister,", "", "Re: Jane Roe", ""],
        ["", "Dear Mr Haddad", ""],
        ["", "Mr. Minister,"],
    ],
    ids=["a day", "a month", "a subject above", "a subject below", "no comma", "no dear, no blank"],
)  # fmt: skip
def test_the_address_above_a_letter_is_found_whatever_stands_between(between: list[str]) -> None:
    draft = letter(*ADDRESS, *between, ACCOUNT, "", ASK, "", "Yours sincerely,")

    assert heads(draft) == HEAD
    assert draft.addressees[0].address_lines == ("PO Box 1, Khartoum",)


def test_a_plain_name_above_its_office_belongs_to_the_address() -> None:
    draft = letter("Ana Souza", "Governor of the North", "Long Street 1", "", "Dear Governor,", "", ACCOUNT, "", ASK)

    assert heads(draft) == [("Ana Souza", "Governor of the North", None)]


def test_each_of_several_letters_has_its_address_its_salutation_and_its_ask() -> None:
    draft = letter(
        *("Minister of Justice", "Ana Souza", "Long Street 1", "", "Dear Minister,", "", ACCOUNT, "", ASK, ""),
        *("Yours sincerely,", "", "General Hugo Brandt", "Short Street 2", "", "Dear General:", "", ACCOUNT, ""),
        *("Please let her family see her.", "", "Yours sincerely,"),
    )

    assert heads(draft) == [("Ana Souza", "Minister of Justice", None), ("Hugo Brandt", None, None)]
    assert [each.salutations for each in draft.addressees] == [{"en": "Dear Minister"}, {"en": "Dear General"}]
    assert [each.text for each in draft.demands] == ["release her", "let her family see her"]


def test_a_salutation_to_several_is_that_of_the_first() -> None:
    draft = letter(
        *("Minister of Justice", "Ana Souza", "Long Street 1", ""),
        *("Prosecutor General", "Hugo Brandt", "Short Street 2", "", "Your Excellencies,", "", ACCOUNT, "", ASK),
    )

    assert [each.salutations for each in draft.addressees] == [{"en": "Your Excellencies"}, {}]


@pytest.mark.parametrize(
    ("asking", "asked"),
    [
        ("Please give her a lawyer.", "give her a lawyer"),
        ("I hope that you will give her a lawyer.", "give her a lawyer"),
        ("I should be grateful if you would give her a lawyer.", "give her a lawyer"),
        ("We, the undersigned, ask you to give her a lawyer.", "give her a lawyer"),
        ("I urge you, Mr. President, to give her a lawyer.", "give her a lawyer"),
        ("I urge you in the strongest terms to give her a lawyer.", "give her a lawyer"),
        ("I request that you give her a lawyer.", "give her a lawyer"),
        ("The Circle of Teachers urges the authorities to give her a lawyer.", "give her a lawyer"),
        ("She must be released without delay.", "She must be released without delay"),
    ],
)
def test_what_a_letter_asks_is_heard_in_many_turns(asking: str, asked: str) -> None:
    draft = letter("Minister of Justice", "Long Street 1", "", "Dear Minister,", "", ACCOUNT, "", asking)

    assert [each.text.casefold() for each in draft.demands] == [asked.casefold()]


@pytest.mark.parametrize(
    "said", ["Please accept my regards.", "Please let me know what you have done.", "I look forward to your reply."]
)
def test_courtesies_and_requests_for_an_answer_are_no_demands(said: str) -> None:
    draft = letter("Minister of Justice", "Long Street 1", "", "Dear Minister,", "", ACCOUNT, "", ASK, "", said)

    assert [each.text for each in draft.demands] == ["release her"]


@pytest.mark.parametrize(
    ("salutation", "account", "asking"),
    [
        (
            "Sehr geehrter Herr Minister",
            "Seit dem 3. Mai weiß die Familie der Lehrerin Jane Roe nicht, in welches der drei Gefängnisse sie kam.",
            "Sorgen Sie bitte dafür, dass sie ihre Familie sehen kann.",
        ),
        (
            "Monsieur le Ministre,",
            "Depuis le 3 mai, la famille de l'institutrice Jane Roe ne sait pas dans quelle prison elle se trouve.",
            "Le Cercle des instituteurs vous demande de la libérer.",
        ),
        (
            "De mi mayor consideración:",
            "Desde el 3 de mayo la familia de la maestra Jane Roe no sabe en cuál de las cárceles se encuentra.",
            "Exijo su libertad inmediata.",
        ),
        (
            "Egregio Ministro,",
            "Dal 3 maggio la famiglia della maestra Jane Roe non sa in quale delle tre carceri sia stata portata.",
            "Le chiedo, inoltre, di lasciarla vedere dai suoi.",
        ),
        (
            "Excelência,",
            "Desde 3 de maio a família da professora Jane Roe não sabe em qual das três prisões ela se encontra.",
            "Exigimos que ela seja posta em liberdade.",
        ),
        (
            "Уважаемый господин министр!",
            "С 3 мая семья учительницы Джейн Роу не знает, в какой из трёх тюрем области она находится.",
            "Она должна быть освобождена.",
        ),
    ],
    ids=["de", "fr", "es", "it", "pt", "ru"],
)
def test_letters_in_other_languages_open_and_ask(salutation: str, account: str, asking: str) -> None:
    draft = letter("Ana Souza", "Minister of Justice", "Long Street 1", "", salutation, "", account, "", asking)

    assert heads(draft) == [("Ana Souza", "Minister of Justice", None)]
    assert [each.source for each in draft.demands] == [asking]


def test_a_sample_letter_below_its_heading_greets_the_first_and_not_the_last() -> None:
    draft = letter(
        *("APPEALS TO:", "", "Minister of Justice", "Ana Souza", "Long Street 1", "Fax: +41 22 730 99 10", ""),
        *("Ambassador Hugo Brandt", "Embassy of Switzerland", "Short Street 2", "Salutation: Dear Ambassador", ""),
        *("SAMPLE LETTER", "", "Dear Minister,", "", ACCOUNT, "", ASK),
    )

    assert [each.salutations for each in draft.addressees] == [{"en": "Dear Minister"}, {"en": "Dear Ambassador"}]


@pytest.mark.parametrize("heading", [[], ["Sample letter", ""]], ids=["right below", "a sample"])
@pytest.mark.parametrize("greeting", ["Dear Mr. President,", "Señor Presidente:", "Dear Ms. Souza,"])
def test_a_salutation_goes_to_whom_it_names_and_not_to_the_first(heading: list[str], greeting: str) -> None:
    draft = letter(
        *("Please send appeals to:", "Minister of Justice", "Hugo Brandt", "Long Street 1", "Fax: +51 1 222 3333", ""),
        *("President of the Republic", "Ana Souza", "Short Street 2", "Fax: +51 1 222 4444", ""),
        *(*heading, greeting, "", ACCOUNT, "", ASK, "", "Yours sincerely,"),
    )

    assert [list(each.salutations.values()) for each in draft.addressees] == [[], [greeting.rstrip(",:")]]


def test_a_salutation_that_names_nobody_goes_to_the_first() -> None:
    draft = letter(
        *("Please send appeals to:", "Minister of Justice", "Long Street 1", "Fax: +51 1 222 3333", ""),
        *("President of the Republic", "Short Street 2", "Fax: +51 1 222 4444", ""),
        *("Your Excellency,", "", ACCOUNT, "", ASK, "", "Yours sincerely,"),
    )

    assert [each.salutations for each in draft.addressees] == [{"en": "Your Excellency"}, {}]


def test_who_signs_a_letter_is_not_written_to() -> None:
    draft = letter(
        *("Dr. Anna Muster, Director", "Safe Ground", "Short Street 1", "London WC1X 0DW", "Tel: +44 20 7413 5500", ""),
        *(*ADDRESS, "", "Dear Minister,", "", ACCOUNT, "", ASK, "", "Yours sincerely,", ""),
        *("Dr. Anna Muster", "Director"),
    )

    assert heads(draft) == HEAD


@pytest.mark.parametrize("closing", ["In solidarity,", "Best wishes,", "En toute solidarité,", "Herzliche Grüße"])
def test_who_signs_an_appeal_below_its_addresses_is_not_written_to(closing: str) -> None:
    draft = letter(
        *("Safe Ground", "", ACCOUNT, "", "Please send appeals to:", "Minister of Justice", "Long Street 1", "Lima"),
        *("Peru", "", closing, "The team", "Safe Ground", "Short Street 1", "London WC1X 0DW", "UK"),
        "Tel: +44 20 7413 5500",
    )

    assert [(*head, each.address_lines) for head, each in zip(heads(draft), draft.addressees, strict=True)] == [
        (None, "Minister of Justice", None, ("Long Street 1", "Lima"))
    ]
