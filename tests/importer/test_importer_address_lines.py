"""What belongs to an address, what to somebody's post, and what is only said beside it."""

import pytest

from campaign.importer.draft import DraftAddressee
from campaign.importer.importing import read_appeal

TOLD = "On 3 May the police took the teacher Jane Roe away from her house, and she has not been seen since that day."
HEAD = f"TEACHER TAKEN AWAY\n\n{TOLD}\n\nAPPEALS TO:\n\n"


def addressee(block: str) -> DraftAddressee:
    (found,) = read_appeal(f"{HEAD}{block}\n").addressees
    return found


@pytest.mark.parametrize(
    "remark",
    [
        "(no fax that works, we tried)",
        "e-mail (he does answer!)",
        "“fax please”",
        "you may write in Swahili or in English",
    ],
)
def test_what_is_said_beside_an_address_is_no_part_of_it(remark: str) -> None:
    found = addressee(f"Ana Souza\nMinister of Justice\nLong Street 1\n1000 Town\n{remark}")

    assert found.address_lines == ("Long Street 1", "1000 Town")


@pytest.mark.parametrize("line", ["off Kiambu Road", "segundo piso", "c/o Post Office", "Barrio El Alto", "3e étage"])
def test_what_tells_the_way_stays(line: str) -> None:
    assert line in addressee(f"Ana Souza\nMinister of Justice\nLong Street 1\n{line}\n1000 Town").address_lines


@pytest.mark.parametrize(
    ("block", "office", "organisation"),
    [
        ("The Editor\nThe Port Meridian\n22 Dock Street\nTown", "Editor", "The Port Meridian"),
        ("Ana Souza\nArchbishop of Town\nLong Street 1\nTown", "Archbishop of Town", None),
        ("Octavio Roe\nGobernador\nde Puebla\nCalle 2\nPuebla", "Gobernador de Puebla", None),
        (
            "Ana Souza\nSecretaria de Estado en el Despacho\nde Seguridad\nCalle 2\nVilla",
            "Secretaria de Estado en el Despacho de Seguridad",
            None,
        ),
        (
            "Ana Souza\nMinister of Justice\nIcisleri Bakanligi\n06644 Ankara",
            "Minister of Justice",
            "Icisleri Bakanligi",
        ),
    ],
    ids=["paper", "church", "realm", "wrapped", "body by its place"],
)
def test_offices_and_bodies(block: str, office: str, organisation: str | None) -> None:
    found = addressee(block)

    assert (found.office, found.organisation) == (office, organisation)


def test_two_offices_of_one_person_in_one_line_are_one_office() -> None:
    found = addressee("M. Jean Roe, Garde des Sceaux, ministre de la Justice, 43 rue Haute, Ville")

    assert (found.name, found.office) == ("Jean Roe", "Garde des Sceaux, ministre de la Justice")


@pytest.mark.parametrize(
    ("country", "code"),
    [
        ("Trinidad and Tobago", "TT"),
        ("Saint Lucia", "LC"),
        ("Cote d'Ivoire", "CI"),
        ("P.R. China", "CN"),
        ("Белоруссия", "BY"),
    ],
)
def test_countries_as_they_are_printed(country: str, code: str) -> None:
    found = addressee(f"Ana Souza\nMinister of Justice\nLong Street 1\nTown, {country}")

    assert (found.country, found.address_lines) == (code, ("Long Street 1", "Town"))


def test_a_town_may_be_called_as_its_country() -> None:
    found = addressee("S.E. M. Idriss Roe\nPrésident\nBP 6\nDjibouti\nDJIBOUTI")

    assert (found.address_lines, found.country) == (("BP 6", "Djibouti"), "DJ")


def test_a_number_behind_somebodys_name_is_a_number_and_doubted() -> None:
    draft = read_appeal(
        f"TEACHER TAKEN AWAY\n\n{TOLD}\n\nLlamar a:\n\n"
        "- Ministro de Seguridad, Arnulfo Roe: (504) 2220-4352 (si no está, insista)\n"
        "- Fiscal General, Ana Souza: 2232-1386\n"
    )

    assert [(each.name, each.office) for each in draft.addressees] == [
        ("Arnulfo Roe", "Ministro de Seguridad"),
        ("Ana Souza", "Fiscal General"),
    ]
    assert [number.raw for each in draft.addressees for number in each.phones] == ["(504) 2220-4352", "2232-1386"]
    assert {"addressees.0.phones", "addressees.1.phones"} <= {each.field for each in draft.doubts}


def test_letters_by_number_have_an_addressee_each() -> None:
    block = "Lettre {}\nH.E. {}\nAttorney General\nLong Street 1\n1000 Town\nAppel : Dear Attorney General,\n"
    draft = read_appeal(
        f"TEACHER TAKEN AWAY\n\n{TOLD}\n\n{block.format(1, 'Ana Souza')}\n{block.format(2, 'Hugo Brandt')}"
    )

    assert [each.name for each in draft.addressees] == ["Ana Souza", "Hugo Brandt"]


def test_offices_with_bullets_are_no_salutations() -> None:
    draft = read_appeal(
        f"TEACHER TAKEN AWAY\n\n{TOLD}\n\nAmpliations :\n\n• Monsieur le Premier Ministre (fax : +227 20 73 58 59)\n"
        "• Monsieur le Gouverneur de la région de Zinder\n"
    )

    assert [(each.office, each.role) for each in draft.addressees] == [
        ("Premier Ministre", "copy"),
        ("Gouverneur de la région de Zinder", "copy"),
    ]


@pytest.mark.parametrize(
    ("block", "field"),
    [
        ("Ana Souza\nMinister of Justice\nOld Exchange\nLong Street 1\n1000 Town", "organisation"),
        ("Ana Souza\nMinister of Justice\n1 Long Street\nHill End\nUpper Part\nNear Dam\n1000 Town", "address_lines"),
    ],
)
def test_fields_that_weak_signs_told_are_marked_each_for_itself(block: str, field: str) -> None:
    evidence = read_appeal(f"{HEAD}{block}\n").evidence

    assert {path for path, each in evidence.items() if path.startswith("addressees") and not each.sure} == {
        f"addressees.0.{field}"
    }


def test_what_labels_and_looks_tell_is_not_marked() -> None:
    evidence = read_appeal(
        f"{HEAD}Ms. Ana Souza\nMinister of Justice\nMinistry of Justice\nLong Street 1\n1000 Town\n"
    ).evidence

    assert all(each.sure for path, each in evidence.items() if path.startswith("addressees"))


@pytest.mark.parametrize(
    "line",
    [
        "opposite the old railway station",
        "de los semáforos del Zumen tres cuadras al oeste",
        "junto a la catedral",
        "derrière la cathédrale",
        "« Maison de la Justice »",
        "hinter dem Bahnhof links",
        "деревня Малые Ляды Смолевичского района",
        "Tel Aviv",
        "Esplanada dos Ministérios, Bloco T, CEP: 70064-900",
        "1600 2000 (next to the cathedral)",
    ],
)
def test_no_line_of_an_address_is_lost(line: str) -> None:
    found = addressee(
        f"Mr Peter Roe\nMinister of Justice\nMinistry of Justice\nLong Street 1\n{line}\n1000 Town\nKenya"
    )

    assert found.address_lines == ("Long Street 1", line, "1000 Town")
    assert found.phones == ()


def test_a_remark_that_is_left_out_is_told() -> None:
    draft = read_appeal(f"{HEAD}Mr Peter Roe\nMinister of Justice\nLong Street 1\n1000 Town\n“please write by hand”\n")

    (doubt,) = (each for each in draft.doubts if each.field == "addressees.0.address_lines")
    assert "please write by hand" in doubt.says


@pytest.mark.parametrize(
    ("block", "name", "office"),
    [
        ("The Prime Minister\nMr Peter Roe\nOffice\nBox 12\nTown", "Peter Roe", "Prime Minister"),
        ("Presidente\nJuan Pérez Gómez\nComité\nCalle 5\nVilla", "Juan Pérez Gómez", "Presidente"),
        ("The Editor\nMary Roe\nBox 12\nTown", "Mary Roe", "Editor"),
    ],
)
def test_a_person_below_an_office_is_no_part_of_a_body(block: str, name: str, office: str) -> None:
    found = addressee(block)

    assert (found.name, found.office) == (name, office)


@pytest.mark.parametrize("line", ["Do Van Minh", "Des Voeux Road Central", "De la Rotonda El Güegüense"])
def test_a_line_that_begins_with_a_capital_is_no_end_of_the_office_above(line: str) -> None:
    assert (
        addressee(f"Minister of Public Security\n{line}\n44 Long Street\nTown").office == "Minister of Public Security"
    )


def test_a_fax_told_in_brackets_is_a_fax() -> None:
    found = addressee(
        "Ministro de Justicia\nSr. Juan Roe\nDespacho del Ministro: (504) 2220-4352 (fax)\nCalle 1\nVilla"
    )

    assert ([number.raw for number in found.faxes], found.phones) == (["(504) 2220-4352"], ())


def test_a_fax_stays_with_whose_it_is_where_blanks_part_all_lines() -> None:
    def block(office: str, name: str, number: str) -> str:
        return "\n\n".join(
            (office, name, "Box 12", "Nairobi", "Kenya", f"Fax: {number}", "email: a@b.example", f"Dear {office}")
        )

    draft = read_appeal(
        HEAD
        + block("Minister of Justice", "Mr Peter Roe", "+254 20 2211347")
        + "\n\n"
        + block("Attorney General", "Ms Jane Roe", "+254 20 2211349")
    )

    assert [[number.e164 for number in each.faxes] for each in draft.addressees] == [
        ["+254202211347"],
        ["+254202211349"],
    ]
    assert [each.country for each in draft.addressees] == ["KE", "KE"]


def test_salutations_with_bullets_greet_those_above() -> None:
    draft = read_appeal(
        f"TEACHER TAKEN AWAY\n\n{TOLD}\n\nAPPELS À :\n\n"
        "- Ministre de la Justice, M. Jean Roe, BP 350, Lomé, Togo\n- Monsieur le Ministre\n"
        "- Procureur général, M. Paul Roe, BP 351, Lomé, Togo\n- Monsieur le Procureur général\n"
    )

    assert [(each.name, each.salutations) for each in draft.addressees] == [
        ("Jean Roe", {"fr": "Monsieur le Ministre"}),
        ("Paul Roe", {"fr": "Monsieur le Procureur général"}),
    ]
