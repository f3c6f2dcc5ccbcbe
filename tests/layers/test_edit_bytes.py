"""An edit changes the lines that it speaks of, and no other byte, in files as people leave them."""

from __future__ import annotations

import random

import pytest

from layers.case import read_case
from layers.edit import EditError, add_event, edit_event, take_back
from layers.editing.layer_text import open_layer
from layers.fields.event import EVENT_KEYS
from tests.layers.odd_files import Oddity

FILES = 200


def outside(path, event_id):
    """Return the text before and behind an event in its file."""
    layer = open_layer(path)
    number = next(n for n, event in enumerate(layer.raw.events) if event.table.get("id") == event_id)
    start, end = layer.span(number)
    return layer.text[:start], layer.text[end:]


@pytest.mark.parametrize("form", ["toml", "csv", "geojson"])
@pytest.mark.parametrize("block", range(10))
def test_an_edit_of_an_odd_file_touches_one_event_only(write_case, form, block):
    """Whoever keeps remarks and a layout of their own must find them as they were."""
    for seed in range(block * FILES // 10, (block + 1) * FILES // 10):
        odd = Oddity(seed)
        events = [odd.event(number) for number in range(odd.rng.randint(1, 5))]
        text = getattr(odd, form)(events)
        mark = b"\xef\xbb\xbf" if odd.rng.random() < 0.2 else b""
        folder = write_case({"layers/ships.toml": 'title = "Ships"\n', f"layers/odd.{form}": mark + text.encode()})
        path = folder / "layers" / f"odd.{form}"
        event = odd.rng.choice(events)
        before, behind = outside(path, event["id"])
        old = path.read_bytes()

        change = edit_event(folder, event["id"], fields=odd.change(event))

        new = open_layer(path).text
        assert path.read_bytes().startswith(mark), seed
        assert new.endswith(behind), seed
        if form == "csv":  # a new column joins the header line, and nothing else
            header, _, rest = before.partition(odd.ending)
            assert new.startswith(header), seed
            assert new.partition(odd.ending)[2].startswith(rest), seed
        else:
            assert new.startswith(before), seed
        if change.written:
            take_back(folder, change)
        assert path.read_bytes() == old, seed


@pytest.mark.parametrize("form", ["toml", "csv", "geojson"])
def test_an_added_event_leaves_an_odd_file_as_it_was(write_case, form):
    """The new event comes behind the others; what stands before it keeps its bytes."""
    for seed in range(FILES):
        odd = Oddity(seed)
        events = [odd.event(number) for number in range(odd.rng.randint(1, 5))]
        text = getattr(odd, form)(events)
        folder = write_case({"layers/ships.toml": 'title = "Ships"\n', f"layers/odd.{form}": text.encode()})
        path = folder / "layers" / f"odd.{form}"

        change = add_event(folder, "odd", event=odd.event(99))

        new = path.read_bytes().decode()
        before, behind = outside(path, "e99")
        if form == "csv":
            header, _, rest = text.partition(odd.ending)
            assert before.startswith(header), seed
            assert before.partition(odd.ending)[2] in (rest, rest + odd.ending), seed
        elif form == "toml":
            assert before.startswith(text), seed
            assert not before[len(text) :].strip(), seed
        else:
            assert (before.rpartition(",")[0] + behind).replace(odd.ending, "") == text.replace(odd.ending, ""), seed
        assert not behind.strip() or form == "geojson", seed
        take_back(folder, change)
        assert path.read_bytes().decode() == text != new, seed


ODD = (
    *(
        None,
        True,
        0,
        -1,
        1.5,
        float("nan"),
        10**30,
        "",
        "x",
        "a\nb",
        "\x00",
        "\u202e",
        "=1",
        "2024-03",
        "a;b",
        '"',
        "'",
    ),
    *([], {}, [None], [1], [{}], {"a": None}, {"a": 1}, {"": "x"}, {"a": {"b": "c"}}, [[1, 2]]),
    *({"type": "Point", "coordinates": [1, 2]}, [{"date": "2024", "text": "x"}], [{"source": "gazette", "text": None}]),
    *([{"source": "gazette", "citing": "a; b", "denies": "yes", "values": {"a": 1}}], ["a;b"], "gazette"),
)


@pytest.mark.parametrize("form", ["toml", "csv", "geojson"])
def test_whatever_is_to_be_set_ends_in_a_sound_event_or_a_refusal(write_case, form):
    """The editor in the browser takes what comes; a file must never be worse for it."""
    rng = random.Random(form)
    done = 0
    for seed in range(40):
        odd = Oddity(seed)
        folder = write_case({f"layers/odd.{form}": getattr(odd, form)([odd.event(0), odd.event(1)]).encode()})
        path = folder / "layers" / f"odd.{form}"
        before, behind = outside(path, "e0")
        fields = {rng.choice(sorted(EVENT_KEYS)): rng.choice(ODD)}
        try:
            if rng.random() < 0.7:
                edit_event(folder, "e0", fields=fields)
            else:
                add_event(folder, "odd", event={"title": "New", "claim": [{"source": "gazette"}], **fields})
            done += 1
        except EditError:
            assert outside(path, "e0") == (before, behind)

        assert read_case(folder).broken == (), (seed, fields)
    assert done > 3
