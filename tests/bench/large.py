"""A case of ten thousand invented events, for the benches of watching and serving."""

from __future__ import annotations

import random
from pathlib import Path

from layers.syntax.toml_text import write_block

WORDS = (  # noqa: SIM905 - a list of words in quotes is twenty lines
    "ship crew harbour column convoy depot bridge rail port battery train airfield river coast village road night "
    "morning smoke fire"
).split()
SOURCES = 200


def write_large_case(folder: Path, *, events: int, layers: int) -> Path:
    """Write a case as `dateline add` would have; the same each time."""
    chance = random.Random(7)
    (folder / "layers").mkdir(parents=True)
    head = {"title": "A large case", "scope": "Invented", "as_of": "2025-02-01", "contact": "mailto:desk@example.org"}
    (folder / "case.toml").write_text(write_block("", head), "utf-8")
    sources = [
        {"id": f"paper-{n}", "publisher": f"Paper {n}", "url": f"https://paper{n}.example/", "published": "2025-01-11"}
        for n in range(SOURCES)
    ]
    (folder / "sources.toml").write_text("\n".join(write_block("[[source]]", one) for one in sources), "utf-8")
    blocks: list[list[str]] = [[] for _ in range(layers)]
    for number in range(events):
        event = {
            "id": f"event-{number}",
            "title": " ".join(chance.choices(WORDS, k=5)).capitalize(),
            "summary": " ".join(chance.choices(WORDS, k=15)),
            "lon": round(chance.uniform(20, 140), 5),
            "lat": round(chance.uniform(20, 65), 5),
            "date": f"2024-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
            "values": {"ships": str(chance.randint(1, 9))},
            "tags": chance.choices(WORDS, k=2),
        }
        parts = [write_block("[[event]]", event)]
        for _ in range(chance.choice((1, 1, 2))):
            claim = {"source": f"paper-{chance.randrange(SOURCES)}", "text": " ".join(chance.choices(WORDS, k=12))}
            parts.append(write_block("[[event.claim]]", claim))
        blocks[number % layers].append("\n".join(parts))
    for number, texts in enumerate(blocks):
        (folder / "layers" / f"layer{number}.toml").write_text("\n".join(texts), "utf-8")
    return folder
