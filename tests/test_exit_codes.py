"""One rule for exit codes: a file that is named and not there is wrong usage in every command."""

from __future__ import annotations

import click
import pytest
from click.testing import CliRunner

from commands.group import NAMES
from dateline import main
from layers.starter import create_case

# By command: words that name something which is not there; CASE stands for a case that is.
MISSING = {
    "read": [["nowhere.txt"], ["."], ["nowhere.txt", "--case", "CASE"]],
    "review": [["nowhere"]],
    "add": [["nowhere", "--layer", "sightings", "--title", "Title", "--source", "gazette"]],
    "edit": [["nowhere", "event", "--title", "Title"]],
    "move": [["nowhere", "event", "--place", "Valletta"]],
    "retract": [["nowhere", "event", "--reason", "Why."]],
    "table": [["nowhere", "sightings", "-o", "sheet.csv"]],
    "apply": [["nowhere", "sheet.csv"], ["CASE", "nowhere.csv"], ["CASE", "nowhere.xlsx"], ["CASE", "."]],
    "diff": [["nowhere", "CASE"], ["CASE", "nowhere"]],
    "places": [["nowhere"]],
    "areas import": [["nowhere", "nowhere.geojson"], ["CASE", "nowhere.geojson"], ["CASE", "."]],
    "areas fetch": [["nowhere"]],
    "areas list": [["nowhere"]],
    "check": [["nowhere"], ["."]],
    "build": [["nowhere"]],
    "serve": [["nowhere"]],
    "publish": [["nowhere"]],
    "gazetteer": [["--compile", "nowhere"]],
}
# Makes what it names; takes no file.
NONE_NAMED = {"new", "locate"}


@pytest.fixture(autouse=True)
def case(tmp_path, monkeypatch):
    """Make a case, in a folder that holds nothing else."""
    monkeypatch.chdir(tmp_path)
    create_case(tmp_path / "CASE", title="Case")


def run(*words):
    """Run a command."""
    return CliRunner().invoke(main, words)


def list_commands():
    """List all commands by the words that call them."""
    context = click.Context(main)
    for name in NAMES:
        command = main.get_command(context, name)
        inner = command.list_commands(context) if isinstance(command, click.Group) else [""]
        yield from (f"{name} {word}".strip() for word in inner)


def test_every_command_is_held_against_the_rule():
    """A new command must not bring a rule of its own."""
    assert set(list_commands()) == set(MISSING) | NONE_NAMED


@pytest.mark.parametrize(("command", "words"), [(name, words) for name, all_ in MISSING.items() for words in all_])
def test_what_is_named_and_not_there_is_wrong_usage(command, words, tmp_path):
    """A script must tell a slip in a name (2) from a fault in a report (1) and a full disk (3)."""
    done = run(*command.split(), *words)

    assert done.exit_code == 2, done.output
    assert "nowhere" in done.stderr or "." in words
    assert sorted(path.name for path in tmp_path.iterdir()) == ["CASE"]


@pytest.mark.parametrize("words", [["locate", "Valletta"], ["build", "CASE"], ["gazetteer"]])
def test_a_gazetteer_that_is_named_and_not_there_is_wrong_usage(words, monkeypatch):
    """The way out is another value of the variable, or none."""
    monkeypatch.setenv("DATELINE_GAZETTEER", "/nowhere/gazetteer.sqlite")

    done = run(*words)

    assert done.exit_code == 2
    assert (
        "DATELINE_GAZETTEER: /nowhere/gazetteer.sqlite: there is no such file; unset DATELINE_GAZETTEER" in done.stderr
    )


@pytest.mark.parametrize(
    "words", [["table", "CASE", "sightings", "-o", "nowhere/a.csv"], ["build", "CASE", "-o", "nowhere/a.html"]]
)
def test_what_cannot_be_written_is_no_wrong_usage(words):
    """The disk or its rights stand in the way; the words are those of a good run."""
    done = run(*words)

    assert done.exit_code == 3
    assert "nowhere/a." in done.stderr


@pytest.mark.parametrize("command", ["check", "build", "places"])
def test_what_a_case_lacks_is_a_fault_of_the_case(command, tmp_path):
    """It was named rightly, and is not whole."""
    (tmp_path / "CASE" / "sources.toml").unlink()

    done = run(command, "CASE")

    assert done.exit_code == 1
    assert "CASE/sources.toml: is missing" in done.stderr + done.stdout


def test_among_reports_a_fault_outweighs_a_name(tmp_path):
    """Whoever mends only the name would find the fault at the next run."""
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "good.txt").write_text("A ship was seen at Valletta on 4 March 2025.\n", encoding="utf-8")

    both = run("read", "empty.txt", "nowhere.txt", "good.txt")
    name_only = run("read", "nowhere.txt", "good.txt")

    assert (both.exit_code, name_only.exit_code) == (1, 2)
    assert "empty.txt: is empty; a report was wanted" in both.stderr
    assert "good.txt" in name_only.stdout
