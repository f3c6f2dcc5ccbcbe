"""An edit changes the lines that it speaks of, and no other byte, in files as people leave them."""

from __future__ import annotations

import pytest

from layers.edit import add_event, edit_event, take_back
from layers.layer_text import open_layer
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
