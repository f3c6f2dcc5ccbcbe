"""A small invented dump in GeoNames' own form, and a server on loopback that hands files out and misbehaves."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

from geo.compile import compile_gazetteer
from geo.compiler.packages import Inputs

# An invented country with two provinces, two counties, four towns, a lake known by many names, and one known by none.
COUNTRY = (
    "#ISO\tISO3\tISO-Numeric\tfips\tCountry\tCapital\tArea\tPopulation\tContinent\ttld\tCurrencyCode\tCurrencyName"
    "\tPhone\tPostal\tRegex\tLanguages\tgeonameid\tneighbours\tfips\n"
    "QX\tQXX\t999\tQX\tQuexland\tQuexburg\t1000\t90000\tEU\t.qx\tQXD\tQuex\t\t\t\tqx\t900\t\t\n"
)
ADMIN1 = "QX.01\tNorthmark\tNorthmark\t901\nQX.02\tSouthmark\tSouthmark\t902\n"
ADMIN2 = "QX.01.A\tLower Quex County\tLower Quex County\t903\nQX.02.B\tFen Raion\tFen Raion\t904\n"


def feature(
    gid: int | str,
    name: str,
    *,
    lon: float | str,
    lat: float | str,
    sort: str = "P",
    code: str = "PPL",
    also: str = "",
    admin1: str = "01",
    admin2: str = "",
    people: int | str = 0,
    country: str = "QX",
) -> str:
    """Give a row of the main table."""
    cells = [gid, name, name, also, lat, lon, sort, code, country, "", admin1, admin2, "", "", people, "", "", "", ""]
    return "\t".join(str(cell) for cell in cells) + "\n"


FEATURES = (
    feature(900, "Quexland", lon=20.5, lat=50.5, sort="A", code="PCLI", admin1="00"),
    feature(901, "Northmark", lon=20.0, lat=51.0, sort="A", code="ADM1", also="Norðmark,Нортмарк"),
    feature(902, "Southmark", lon=21.0, lat=50.0, sort="A", code="ADM1", admin1="02"),
    feature(903, "Lower Quex County", lon=20.1, lat=51.1, sort="A", code="ADM2", admin2="A"),
    feature(910, "Quexburg", lon=20.11, lat=51.12, code="PPLC", also="QXB,Quexbourg", admin2="A", people=50_000),
    feature(911, "Saint Fenna", lon=21.01, lat=50.02, admin1="02", admin2="B", people=7_000),
    feature(912, "Low Haven", lon=20.3, lat=51.3, people=900),
    feature(913, "Astray", lon=20.4, lat=51.2, admin1="", people=600),
    feature(
        920, "Mirror Lake", lon=20.6, lat=50.7, sort="H", code="LK", also="Spiegelsee,Lac Miroir,Зеркальное,Miroir"
    ),
    feature(921, "Mud Lake", lon=20.7, lat=50.8, sort="H", code="LK"),
    feature(922, "Quex Sea", lon=19.0, lat=52.0, sort="H", code="SEA", country=""),
)
NAMES = (
    "1\t910\tru\tКвексбург\t1\t\t\t\t\t\n"
    "2\t910\tlink\thttps://example.org/Quexburg\t\t\t\t\t\t\n"
    "3\t910\tiata\tQXB\t\t\t\t\t\t\n"
    "4\t910\t\tOld Quexburg\t\t\t\t1\t1900\t1950\n"
    "5\t903\tde\tKreis Nieder-Quex\t\t\t\t\t\t\n"
    "6\t999999\ten\tNobody\t\t\t\t\t\t\n"
)
HIERARCHY = "900\t901\tADM\n901\t913\t\n"


def compile_base(folder: Path) -> Path:
    """Compile an installed gazetteer that holds one town, one airport and our own tables: quick to take over from."""
    town = {
        "geonameid": 1, "name": "Onetown", "latitude": 52.0, "longitude": 19.0, "countrycode": "PL", "population": 5,
        "timezone": "", "admin1code": "", "alternatenames": [],
    }  # fmt: skip
    country = {"geonameid": 2, "name": "Poland", "iso": "PL", "iso3": "POL", "capital": "Warsaw", "population": 1}
    inputs = Inputs(folder / "cities.json", folder / "countries.json", folder / "airports.csv")
    folder.mkdir(parents=True, exist_ok=True)
    inputs.cities.write_text(json.dumps({"1": town}), encoding="utf-8")
    inputs.countries.write_text(json.dumps({"PL": country}), encoding="utf-8")
    inputs.airports.write_text(
        "icao,iata,name,city,subd,country,elevation,lat,lon,tz,lid\n"
        "QXQX,QXB,Quexburg International Airport,Quexburg,,QX,4,51.13,20.12,Europe/Warsaw,\n",
        encoding="utf-8",
    )
    compile_gazetteer(folder / "base.sqlite", inputs)
    return folder / "base.sqlite"


def write_dump(folder: Path, *, features: str = "".join(FEATURES), zipped: bool = False) -> Path:
    """Write the dump into a folder; with `zipped`, the large files as archives."""
    folder.mkdir(parents=True, exist_ok=True)
    small = {"countryInfo": COUNTRY, "admin1CodesASCII": ADMIN1, "admin2Codes": ADMIN2}
    large = {"allCountries": features, "alternateNamesV2": NAMES, "hierarchy": HIERARCHY}
    for name, text in {**small, **({} if zipped else large)}.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    for name, text in large.items() if zipped else ():
        with zipfile.ZipFile(folder / f"{name}.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(f"{name}.txt", text)
    return folder
