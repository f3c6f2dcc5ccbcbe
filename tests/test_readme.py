"""What the README promises is done here as a reader would do it."""

import re
import shlex
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

import dateline

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def find_blocks(language: str) -> list[str]:
    """Return the fenced blocks of a language, in their order."""
    return re.findall(rf"```{language}\n(.*?)```", README, flags=re.DOTALL)


def find_commands() -> list[list[str]]:
    """Return the commands of all shell blocks as words, continued lines joined."""
    lines = "".join(find_blocks("sh")).replace("\\\n", " ").splitlines()
    return [shlex.split(line, comments=True) for line in lines if line.strip()]


def test_the_commands_of_the_readme_work_in_their_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A newcomer copies them one after the other; one that fails ends the visit."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "report.txt").write_text(find_blocks("text")[0], encoding="utf-8")
    commands = find_commands()

    for program, *words in commands:
        assert program == "dateline"
        done = CliRunner().invoke(dateline.main, words)
        assert done.exit_code == 0, f"dateline {shlex.join(words)}: {done.output}"

    assert (tmp_path / "harbour" / "map.html").stat().st_size > 100_000
    assert len(commands) >= 7


def test_the_block_that_add_writes_is_the_one_the_readme_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """What a reader finds in the file must look like what was promised."""
    monkeypatch.chdir(tmp_path)
    for _, *words in find_commands()[:2]:
        CliRunner().invoke(dateline.main, words, catch_exceptions=False)
    written = tomllib.loads((tmp_path / "harbour" / "layers" / "sightings.toml").read_text(encoding="utf-8"))
    [promised] = tomllib.loads(find_blocks("toml")[0])["event"]

    [added] = [event for event in written["event"] if event["id"] == promised["id"]]

    assert added == promised


def test_the_second_report_of_the_readme_is_a_conflict(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """The story must come to its end: both dates stand in the case, and check says that they differ."""
    monkeypatch.chdir(tmp_path)
    for _, *words in find_commands()[:2]:
        CliRunner().invoke(dateline.main, words, catch_exceptions=False)
    source, claim = find_blocks("toml")[1:3]
    for name, block in {"sources.toml": source, "layers/sightings.toml": claim}.items():
        with (tmp_path / "harbour" / name).open("a", encoding="utf-8") as file:
            file.write(f"\n{block}")

    checked = CliRunner().invoke(dateline.main, ["check", "harbour"])
    built = CliRunner().invoke(dateline.main, ["build", "harbour"])

    assert (checked.exit_code, built.exit_code) == (0, 0), checked.output + built.output
    assert (
        "conflict: tanker-at-anchor: date: sources differ (7 March 2025: Example Gazette; 8 March 2025"
        in checked.stdout
    )
    assert checked.stdout.count("warning") == 1
    assert "invented sample" in checked.stdout


def test_the_readme_links_only_to_files_that_exist():
    """A dead link in the first page a newcomer reads is the worst one."""
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", README)

    assert [link for link in links if not (ROOT / link).exists()] == []
