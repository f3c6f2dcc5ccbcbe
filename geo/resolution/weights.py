"""The named weights with which the resolver adds up what speaks for a sense of a name."""

from __future__ import annotations

from typing import NamedTuple


class Weights(NamedTuple):
    """
    What each piece of evidence is worth, in natural logarithms of odds.

    Between two fits of `tests/bench/fit_places.py` on the odd-numbered articles
    of two corpora and on names drawn from all over the world, rounded; the
    likelihood hardly tells them apart. Those that it holds are judgements.
    """

    country: float = 8.1
    """That the sense is a country; a settlement counts 0."""
    region: float = 8.0
    admin1: float = 5.4
    admin2: float = 0.2
    airport: float = 4.2
    nowhere: float = 7.3
    """That the name means something which the gazetteer does not hold."""
    people: float = 1.1
    """For each decade of a settlement's population."""
    division_people: float = 0.4
    """The same of a division or country."""
    small: float = 1.0
    """For each decade of people that a division or country has less than a million: taken off."""
    own: float = 3.1
    """That the name is the entry's own, and not one that is also used for it."""
    seat: float = 2.5
    """That a first-order division is called as a town in it, which is then the likelier: taken off."""
    capital: float = 0.7
    people_of: float = 2.0
    """That the name is a word for the people or things of a country: "Canadian" is hardly the town so called."""
    spelling: float = 6.2
    """For how far the name had to be changed to find it, counted from 0 down."""
    word: float = 3.7
    """How well the kind fits the word beside the name ("region", "port"), from -1.5 to 0.8."""
    within: float = 4.8
    """How well it lies in a container that is written right beside the name, from -0.8 to 0.7."""
    contradicts: float = 3.0
    """Taken off besides where it lies elsewhere than in a division or country right after the comma."""
    holds: float = 3.4
    """That the name is written as the container of another which does lie in it: "Atlanta, Georgia"."""
    stated: float = 6.0
    """How well it lies where the text puts it by the next name ("45 km south-east of X"), from -0.5 to 1."""
    phrase: float = 1.8
    """The same for what the sentence says less directly ("is a town in")."""
    country_share: float = 2.6
    """The share of the other names that lie in its country, from 0 to 1."""
    country_named: float = 3.4
    """That its country itself is named."""
    admin1_share: float = 6.6
    admin1_named: float = 1.2
    admin2_share: float = 2.5
    admin2_named: float = 5.8
    near: float = 0.5
    """How many other names lie about it, with 200 km as the scale, from 0 to 2."""
    company: float = 0.8
    """How many other names have anything at all within some 80 km of it, rare names counting more, from 0 to 4."""
    list_share: float = 3.0
    """The share of its neighbours in a list that are countries, or divisions of the same country, as it is."""
    style: float = 5.0
    """That words of the article belong to its country ("Sheriff's Office", "councillor"), from 0 to 1."""
    manner: float = 1.0
    """That it is written as in its country: spelling, dates, times of day; from 0 to 1."""


WEIGHTS = Weights()
