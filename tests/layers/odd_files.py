"""Layer files as people leave them: remarks, blank lines, odd indentation, several ways to write one thing."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping, Sequence
from typing import Any

WORDS = [
    "harbour",
    "Valletta",
    "“Lena”",
    "Владивосток",
    "кран № 4",
    "pier = 7",
    "a # b",
    "[x]",
    "it's",
    'so "called"',
    "東京",
]


class Oddity:
    """A seeded source of odd but valid text."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.ending = self.rng.choice(["\n", "\n", "\r\n"])

    def words(self, most: int = 4) -> str:
        return " ".join(self.rng.choice(WORDS) for _ in range(self.rng.randint(1, most)))

    def event(self, number: int) -> dict[str, Any]:
        """Return the table of a sound event with some of its fields."""
        rng = self.rng
        event: dict[str, Any] = {"id": f"e{number}", "title": self.words()}
        if rng.random() < 0.5:
            event |= {"place": "Valletta, Malta"}
        else:
            event |= {"lon": round(rng.uniform(-170, 170), 4), "lat": round(rng.uniform(-80, 80), 4)}
        if rng.random() < 0.8:
            event["date"] = rng.choice(["2024-03-07", "2024-03", "[..2025-11]", "2025-06/2025-08"])
        if rng.random() < 0.4:
            event["values"] = {"ships": str(rng.randint(1, 9)), "announced by": self.words(1)}
        if rng.random() < 0.4:
            event["tags"] = [f"tag {n}" for n in range(rng.randint(1, 4))]
        if rng.random() < 0.3:
            event["summary"] = self.words(9) + ("\n\n" + self.words(5) if rng.random() < 0.3 else "")
        if rng.random() < 0.25:
            event["media"] = [
                {"url": f"https://a.example/{n}", "caption": self.words()} for n in range(rng.randint(1, 3))
            ]
        if rng.random() < 0.2:
            event["corrections"] = [{"date": "2024-06", "text": self.words()} for _ in range(rng.randint(1, 2))]
        event["claim"] = [self.claim() for _ in range(rng.randint(1, 3))]
        return event

    def claim(self) -> dict[str, Any]:
        claim: dict[str, Any] = {"source": self.rng.choice(["gazette", "relay"]), "text": self.words(6)}
        if self.rng.random() < 0.3:
            claim["date"] = "2024-03-08"
        if self.rng.random() < 0.3:
            claim["values"] = {"ships": "several"}
        if self.rng.random() < 0.3:
            claim["citing"] = ["CNN", "satellite image"]
        return claim

    def toml(self, events: list[dict[str, Any]]) -> str:
        """Write a TOML layer."""
        lines = ['title = "Ships"', "# by the desk", ""]
        for event in events:
            lines += self.gap()
            inline = self.rng.random() < 0.2
            # A field behind a list over several lines, to see that it is not lost.
            last = [*self.inline_claims(event["claim"]), "note = 'behind'"] if inline else []
            lines += self.section("[[event]]", {k: v for k, v in event.items() if k != "claim"}, last)
            if inline:
                event["note"] = "behind"
                continue
            for claim in event["claim"]:
                lines += self.gap()
                lines += self.section("[[event.claim]]", claim)
        text = "\n".join(lines) + self.rng.choice(["", "\n", "\n\n"])
        return text.replace("\n", self.ending)

    def gap(self) -> list[str]:
        return self.rng.choice([[], [""], ["", "# a remark with [[event]] in it"], ["  # indented"], ["", ""]])

    def section(self, header: str, table: Mapping[str, Any], last: Sequence[str] = ()) -> list[str]:
        rng = self.rng
        indent = rng.choice(["", "", "  ", "\t"])
        spaced = header if rng.random() < 0.8 else header.replace("[[", "[[ ").replace("]]", " ]]")
        lines = [indent + spaced + rng.choice(["", "  # one more", " "])]
        below: list[str] = []
        for key, value in table.items():
            if isinstance(value, dict) and rng.random() < 0.5:
                if rng.random() < 0.5:
                    lines += [f"{indent}{key}.{json.dumps(name)} = {json.dumps(text)}" for name, text in value.items()]
                else:
                    path = header.strip("[] ") + "." + key
                    below += ["", f"{indent}[{path}]"]
                    below += [f"{indent}  {json.dumps(name)} = {self.value(text)}" for name, text in value.items()]
                continue
            if isinstance(value, list) and isinstance(value[0], dict) and rng.random() < 0.5:
                path = header.strip("[] ") + "." + key
                for entry in value:
                    below += [*self.gap(), f"{indent}[[{path}]]"]
                    below += [f"{indent}{name} = {self.value(text)}" for name, text in entry.items()]
                continue
            if rng.random() < 0.2:
                lines.append(rng.choice(["", f"{indent}# about {key}"]))
            sign = rng.choice([" = ", "=", "   =  "])
            name = key if rng.random() < 0.9 else json.dumps(key)
            lines.append(f"{indent}{name}{sign}{self.value(value)}{rng.choice(['', '  # sure?', ' '])}")
        return [*lines, *last, *below]

    def inline_claims(self, claims: list[dict[str, Any]]) -> list[str]:
        lines = ["claim = ["]
        for claim in claims:
            lines.append(f"  {self.value(claim)}, # said")
        return [*lines, "]"]

    def value(self, value: Any) -> str:
        rng = self.rng
        if isinstance(value, str):
            if "\n" in value and rng.random() < 0.6:
                quotes = "'''" if rng.random() < 0.3 else '"""'
                text = value if quotes == "'''" else value.replace("\\", "\\\\").replace('"', '\\"')
                return f"{quotes}\n{text}{quotes}"
            if "'" not in value and "\n" not in value and rng.random() < 0.3:
                return f"'{value}'"
            if rng.random() < 0.15:
                return '"""' + json.dumps(value, ensure_ascii=False)[1:-1] + '"""'
            return json.dumps(value, ensure_ascii=rng.random() < 0.2)
        if isinstance(value, dict):
            inner = ", ".join(f"{json.dumps(key)} = {self.value(entry)}" for key, entry in value.items())
            return "{" + rng.choice(["", " "]) + inner + " }"
        if isinstance(value, list):
            if rng.random() < 0.4:
                inner = "".join(f"    {self.value(entry)}, # why\n" for entry in value)
                return f"[\n{inner}  ]"
            return "[" + rng.choice([", ", ","]).join(self.value(entry) for entry in value) + "]"
        return repr(value)

    def csv(self, events: list[dict[str, Any]]) -> str:
        """Write a CSV layer, some cells in quotes that need none."""
        from layers.editing.csv import write_cells

        mark = self.rng.choice([",", ";", "\t"])
        rows: list[dict[str, str]] = []
        for event in events:
            own = write_cells(event)
            for number, claim in enumerate(event["claim"]):
                repeated = own if not number or self.rng.random() < 0.3 else {"id": own["id"]}
                rows.append({**repeated, **{f"claim.{k}": v for k, v in write_cells(claim).items()}})
        columns = list(dict.fromkeys(name for row in rows for name in row))
        lines = [mark.join(columns)]
        for row in rows:
            cells = [row.get(name, "") for name in columns]
            quoted = [
                '"' + cell.replace('"', '""') + '"'
                if self.rng.random() < 0.2 or any(letter in cell for letter in ',;\t"\n')
                else cell
                for cell in cells
            ]
            lines.append(mark.join(quoted))
            if self.rng.random() < 0.1:
                lines.append(mark * (len(columns) - 1))
        return self.ending.join(lines) + self.rng.choice(["", self.ending])

    def geojson(self, events: list[dict[str, Any]]) -> str:
        """Write a GeoJSON layer."""
        from layers.editing.geojson import write_feature

        features = []
        for event in events:
            feature = write_feature(event)
            if self.rng.random() < 0.4:
                feature["properties"]["claims"] = json.dumps(event["claim"], ensure_ascii=False)
            style = self.rng.choice([{}, {"indent": 2}, {"separators": (",", ":")}])
            features.append(json.dumps(feature, ensure_ascii=False, **style))
        text = '{"type": "FeatureCollection",\n"name": "x", "features": [\n' + ",\n".join(features) + "\n]}\n"
        return text.replace("\n", self.ending)

    def change(self, event: Mapping[str, Any]) -> dict[str, Any]:
        """Return fields to set on an event."""
        rng = self.rng
        claims = [dict(claim) for claim in event["claim"]]
        choices: list[dict[str, Any]] = [
            {"title": self.words()},
            {"summary": self.words() + "\nand a second line"},
            {"date": "2024-04-01", "date_reason": self.words()},
            {"date": None},
            {"place": "Sliema, Malta", "lon": None, "lat": None},
            {"lon": 14.5, "lat": 35.9},
            {"status": "retracted", "retracted": "2024-05-01", "retracted_reason": self.words()},
            {"values": {"ships": "12", "announced by": "the port"}},
            {"values": {"planes": "1"}},
            {"values": {}},
            {"tags": ["tag 0", "new; not".replace(";", "")]},
            {"tags": [*event.get("tags", []), "last"]},
            {"tags": ["first", *event.get("tags", [])]},
            {"tags": event.get("tags", [])[1:]},
            {"media": [*event.get("media", []), {"url": "https://b.example", "caption": self.words()}]},
            {"media": event.get("media", [])[1:]},
            {"media": [{**entry, "caption": "Changed"} for entry in event.get("media", [])]},
            {"corrections": [*event.get("corrections", []), {"date": "2024-07-01", "text": self.words()}]},
            {"summary": "One line"},
            {"title": 'He said "no" and went', "summary": None},
            {"claim": [*claims, {"source": "relay", "text": self.words()}]},
            {"claim": [{**claims[0], "text": self.words(), "quote": "a ship"}, *claims[1:]]},
            {"claim": [*claims[:-1], {k: v for k, v in claims[-1].items() if k in ("source", "text")}]},
        ]
        if len(claims) > 1:
            choices += [{"claim": claims[:-1]}, {"claim": [claims[0], *claims[2:]]}]
        return rng.choice(choices)
