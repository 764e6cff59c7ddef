"""The forms in which a text gives one name, put together: “Marcus Delroy Tate”, “Marcus Tate”; “Айнуры”, “Айнуру”."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import combinations

from campaign.importer.people.names import Named

STEM = 4  # letters by which two forms of one name are told to be the same
Groups = dict[tuple[str, ...], "Seen"]


@dataclass
class Seen:
    """A name in all its forms."""

    forms: list[Named] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The shortest form, which is the nominative where names have cases; a Russian accusative may be as short."""
        return min((each.name for each in self.forms), key=lambda name: (len(name), name[-1] in "ую"))

    @property
    def names(self) -> list[str]:
        """All forms, the best first."""
        return list(dict.fromkeys([self.name, *(each.name for each in self.forms)]))

    @property
    def gender(self) -> str | None:
        """The gender that a form of address states."""
        return next((each.gender for each in self.forms if each.gender), None)


def grouped(names: Iterable[Named]) -> Groups:
    """Return names by what their forms share, in the order of the text."""
    groups: Groups = {}
    for each in names:
        groups.setdefault(tuple(word[:STEM].casefold() for word in each.name.split()), Seen()).forms.append(each)
    _merge_middle_names(groups)
    _add_shared_ends(groups)
    _merge_longer(groups)
    return groups


def _merge_middle_names(groups: Groups) -> None:
    """Put “Marcus Tate” to “Marcus Delroy Tate”."""
    for key in list(groups):
        full = next((other for other in groups if len(other) > 2 == len(key) and other[:: len(other) - 1] == key), None)
        if full:
            _move(groups, key, full)


def _add_shared_ends(groups: Groups) -> None:
    """Add the name that two longer forms end with: “Dorflehrer Nay Htun Aung”, “Freilassung von Nay Htun Aung”."""
    for one, other in combinations(list(groups), 2):
        shared = 0
        while shared < min(len(one), len(other)) and one[-1 - shared] == other[-1 - shared]:
            shared += 1
        if 1 < shared < min(len(one), len(other)) and one[-shared:] not in groups:
            name = " ".join(groups[one].name.split()[-shared:])
            groups[one[-shared:]] = Seen([Named(name, groups[one].forms[0].start, None)])


def _merge_longer(groups: Groups) -> None:
    """Put “Studenten Uladzimir Hrynko” to “Uladzimir Hrynko”: the longer form has a word before it that is no name.

    Where the longer one has a form of address or stands more often, it is the full name: “M. Faustin Ngoy Kabila”.
    """
    for key in list(groups):
        for other in list(groups):
            if other in groups and other != key and len(other) > 1 and key in groups and key[-len(other) :] == other:
                often = len(groups[key].forms) > len(groups[other].forms)
                if often or groups[key].gender:
                    _move(groups, other, key, groups[key].forms[0].name)
                    continue
                _move(groups, key, other)
                break


def _move(groups: Groups, key: tuple[str, ...], to: tuple[str, ...], name: str = "") -> None:
    """Put the forms of one name to those of another, under its `name`."""
    name = name or groups[to].name
    groups[to].forms += [Named(name, each.start, each.gender) for each in groups.pop(key).forms]
