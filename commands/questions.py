"""Questions for what was left out of a command, asked only where a person sits at a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import NoReturn

import click

from commands.output import say
from layers.dates.words import date_words
from layers.fields.date import read_date


def is_answered() -> bool:
    """Tell whether somebody can answer: both the keyboard and the messages are a terminal."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def miss_option(name: str) -> NoReturn:
    """End as click does where a needed option is missing."""
    raise click.UsageError(f"Missing option '{name}'.")


def ask_text(question: str, *, needed: bool = False, check: Callable[[str], str] | None = None) -> str:
    """
    Ask for a text; an empty answer leaves it out unless it is needed.

    `check` returns what is wrong with an answer, or an empty text.
    """
    while True:
        answer: str = click.prompt(question, default="", show_default=False, err=True).strip()
        wrong = check(answer) if answer and check is not None else ""
        if wrong:
            say(wrong)
        elif answer or not needed:
            return answer
        else:
            say("This is needed.")


def ask_choice(question: str, known: Sequence[str]) -> str:
    """Ask for one of a few words; a single one is taken without a question."""
    if len(known) == 1:
        return known[0]
    chosen: str = click.prompt(question, type=click.Choice(list(known)), err=True)
    return chosen


def ask_date(question: str) -> str:
    """Ask for an EDTF date, and say in words what was understood."""
    answer = ask_text(question, check=_explain_date)
    if answer:
        say(f"  {date_words(answer)}")
    return answer


def _explain_date(text: str) -> str:
    return read_date(text)[1]
