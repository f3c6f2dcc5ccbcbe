"""The named weights with which the resolver adds up what speaks for a sense of a name."""

from __future__ import annotations

from typing import NamedTuple


class Weights(NamedTuple):
    """
    What each piece of evidence is worth, in natural logarithms of odds.

    Fitted by `tests/bench/fit_places.py` on the odd-numbered articles of two
    corpora and on names drawn from all over the world; rounded.
    """

    country: float = 8.22
    """That the sense is a country; a settlement counts 0."""
    region: float = 4.24
    admin1: float = 5.57
    admin2: float = 0.01
    airport: float = 3.76
    nowhere: float = 6.40
    """That the name means something which the gazetteer does not hold."""
    people: float = 0.91
    """For each decade of a settlement's population."""
    division_people: float = 0.24
    """The same of a division or country."""
    own: float = 3.06
    """That the name is the entry's own, and not one that is also used for it."""
    seat: float = 2.5
    """That a first-order division is called as a town in it, which is then the likelier: taken off."""
    capital: float = 0.84
    spelling: float = 5.52
    """For how far the name had to be changed to find it, counted from 0 down."""
    word: float = 3.27
    """How well the kind fits the word beside the name ("region", "port"), from -1.5 to 0.8."""
    within: float = 5.89
    """How well it lies in a container that is written right beside the name, from -0.8 to 0.7."""
    phrase: float = 1.74
    """The same for what the sentence says less directly ("is a town in")."""
    country_share: float = 2.18
    """The share of the other names that lie in its country, from 0 to 1."""
    country_named: float = 3.18
    """That its country itself is named."""
    admin1_share: float = 6.25
    admin1_named: float = 1.53
    admin2_share: float = 2.25
    admin2_named: float = 4.87
    near: float = 0.45
    """How many other names lie about it, with 200 km as the scale, from 0 to 2."""
    company: float = 0.48
    """How many other names have anything at all within some 80 km of it, rare names counting more, from 0 to 4."""
    style: float = 4.45
    """That words of the article belong to its country ("Sheriff's Office", "councillor"), from 0 to 1."""


WEIGHTS = Weights()
