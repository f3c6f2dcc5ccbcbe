"""The real gazetteer, compiled once for all tests of the packages."""

from collections.abc import Iterator

import pytest

from geo.compile import compile_installed
from geo.gazetteer import Gazetteer, open_gazetteer


@pytest.fixture(scope="session")
def gazetteer() -> Iterator[Gazetteer]:
    compile_installed()
    with open_gazetteer() as opened:
        yield opened
