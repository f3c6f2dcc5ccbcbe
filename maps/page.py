"""Put the page together: skeleton, styles, scripts, data, policy. One file that asks no other computer for anything."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from layers.kept import Kept, recall
from maps import __version__
from maps.basemap import build_context
from maps.credits import build_credits
from maps.pack import deflate, pack_json
from maps.payload import Payload, build_payload
from maps.skeleton import PLACES, draw_skeleton, mark
from maps.static_files import read_static
from maps.tiles import Tiles, find_tiles

if TYPE_CHECKING:
    import geopandas as gpd

    from geo.gazetteer import Gazetteer
    from layers.case import Case
    from layers.places import Placements

EARLY_IDS = 20_000
EARLY_TEXTS = 200


class PageError(RuntimeError):
    """A finished page that would ask another computer for something; a fault of ours, so it is not written."""


def draw_page(
    case: Case,
    frame: gpd.GeoDataFrame,
    *,
    placements: Placements,
    gazetteer: Gazetteer | None = None,
    skipped: Sequence[tuple[str, str]] = (),
) -> str:
    """
    Draw a case as one HTML page.

    Parameters
    ----------
    case
        The case as read.
    frame
        Its layer frame, EPSG:4326, as `layers.frame.build_frame` returns it.
    placements
        Where its events stand, for the reasons shown in the page.
    gazetteer
        For the names of towns on the basemap; None names none.
    skipped
        Title and reason of events left out because of faults: the page names them.

    Returns
    -------
    page
        HTML. The same inputs give the same text.

    Raises
    ------
    TilesError
        If the case names an online background that is not known.
    StaticError
        If the built bundle is missing.
    PageError
        If the page would ask a host that is not one of the chosen backgrounds.
    """
    payload = prepare_payload(case, frame, placements=placements, gazetteer=gazetteer, skipped=skipped)
    return draw_payload(payload, gazetteer=gazetteer, tiles=case.tiles)


def prepare_payload(
    case: Case,
    frame: gpd.GeoDataFrame,
    *,
    placements: Placements,
    gazetteer: Gazetteer | None = None,
    skipped: Sequence[tuple[str, str]] = (),
    kept: Kept | None = None,
) -> Payload:
    """Build the blocks of a case's page, which are all that it tells of the case; parameters as of `draw_page`."""
    tiles = [find_tiles(name) for name in case.tiles]
    return build_payload(
        case,
        frame,
        placements=placements,
        credits=build_credits(case, placements),
        tiles=[
            {"name": one.title, "attribution": one.attribution, "host": urlsplit(one.hosts[0]).netloc} for one in tiles
        ],
        skipped=skipped,
        countries=recall(kept, "countries", None, lambda: _country_names(gazetteer)),
        version=__version__,
        kept=kept,
    )


def draw_payload(
    payload: Payload, *, gazetteer: Gazetteer | None, tiles: Sequence[str], kept: Kept | None = None
) -> str:
    """Draw the page of the blocks that `prepare_payload` made; `tiles` are the names of its online backgrounds."""
    context = build_context(payload.areas, payload.points, gazetteer=gazetteer, kept=kept)
    return assemble_page(payload, context, tiles=[find_tiles(name) for name in tiles], kept=kept)


def assemble_page(
    payload: Payload, context: Mapping[str, object], *, tiles: Sequence[Tiles], kept: Kept | None = None
) -> str:
    """Fill the skeleton: order of the blocks is app, columns, texts, so that points show before texts have come."""
    style = read_static("app.css").read_text("utf-8")
    app = read_static("app.js").read_text("utf-8")
    for code, tag in ((style, "style"), (app, "script")):
        if f"</{tag}" in code.lower():
            raise PageError(f"the built {tag} holds '</{tag}', which would end it early")
    pieces = iter(_split(draw_skeleton(tiles, version=__version__)))
    before, after_head, after_app, after_blocks, rest = pieces
    start = after_blocks.partition("<script>")[2].partition("</script>")[0]
    case = payload.head["case"]
    assert isinstance(case, Mapping)
    hosts = sorted({host for one in tiles for host in one.hosts})
    policy = build_policy(scripts=[app, start], styles=[style], image_hosts=hosts)
    head = (
        f' lang="{escape(str(case["language"]))}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        f'<meta name="referrer" content="{"origin" if tiles else "no-referrer"}">\n'
        f'<meta name="generator" content="Dateline {__version__}">\n'
        f"<title>{escape(str(case['title']))}</title>\n<style>{style}</style>"
    )

    def packed(name: str, value: object) -> str:
        return _block(name, pack_json(value, name=name, kept=kept))

    texts = [packed("dl-sources", payload.sources), packed("dl-facets", payload.facets)]
    blocks = [
        _block("dl-head", _plain_json(payload.head), "application/json"),
        _block("dl-columns", deflate(payload.columns)),
        packed("dl-context", context),
        _block("dl-coarse", read_static("coarse.b64").read_text("ascii")),
    ]
    # The page is ready when it knows its ids; those of a large case must not hold up its first picture.
    (blocks if len(payload.ids) <= EARLY_IDS else texts).append(packed("dl-ids", payload.ids))
    # Labels and list of a small case are part of its first picture.
    (blocks if len(payload.ids) <= EARLY_TEXTS else texts).extend(
        packed(f"dl-text-{number}", chunk) for number, chunk in enumerate(payload.texts)
    )
    texts += [packed(f"dl-article-{number}", one) for number, one in enumerate(payload.articles)]
    texts.append(_block("dl-basemap", read_static("basemap.b64").read_text("ascii")))
    page = "".join(
        [
            before, head, after_head, f"<script>{app}</script>", after_app, "\n".join(blocks), after_blocks,
            "\n".join(texts), rest,
        ]
    )  # fmt: skip
    foreign = [address for address in find_addresses(page) if not address.startswith("data:")]
    if foreign:
        raise PageError(f"the page would ask for {foreign[0]!r}; nothing but the chosen backgrounds may be asked")
    return page


def build_policy(*, scripts: Sequence[str], styles: Sequence[str], image_hosts: Sequence[str]) -> str:
    """
    Build the Content-Security-Policy of a page.

    Parameters
    ----------
    scripts, styles
        Texts of the inline elements that may run, each let in by its hash.
    image_hosts
        Hosts of the chosen backgrounds, such as ``https://tile.openstreetmap.org``.
    """

    def hashes(texts: Sequence[str]) -> str:
        digests = (hashlib.sha256(text.encode()).digest() for text in texts)
        return " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)

    return "; ".join(
        [
            "default-src 'none'",
            f"script-src {hashes(scripts)}",
            f"style-src {hashes(styles)}",
            " ".join(["img-src data:", *image_hosts]),
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


def find_addresses(page: str) -> list[str]:
    """Return every address that a page's elements would load, and each inline handler or style: none may be."""
    scanner = _Scanner()
    scanner.feed(page)
    scanner.close()
    return scanner.found


class _Scanner(HTMLParser):
    LOADING = frozenset({"src", "srcset", "poster", "data", "action", "formaction", "background", "ping"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in self.LOADING or (name == "href" and tag in ("link", "base", "use", "image")):
                self.found.append(value or "")
            elif name == "style" or name.startswith("on"):
                self.found.append(f"{name}=")


def _split(skeleton: str) -> Iterator[str]:
    """Part the skeleton at its marks, each of which stands in it once and in order."""
    rest = skeleton
    for place in PLACES:
        piece, found, rest = rest.partition(mark(place))
        if not found:
            raise PageError(f"the skeleton has no place for {place}")
        yield piece
    yield rest


def _block(name: str, text: str, kind: str = "text/plain") -> str:
    return f'<script type="{kind}" id="{name}">{text}</script>'


def _plain_json(value: object) -> str:
    """Return JSON that cannot end its script element, whatever texts it holds."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _country_names(gazetteer: Gazetteer | None) -> dict[str, str]:
    """Return the code of each country by its name, case-folded."""
    if gazetteer is None:
        return {}
    first, last = gazetteer.starts[0], gazetteer.starts[1]
    return {gazetteer.read_name(number).casefold(): gazetteer.area_of(number)[0] for number in range(first, last)}
