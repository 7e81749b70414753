from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def dados(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One data folder of the demonstration, through all the ways to end: each test finds it as the one before left it."""
    return tmp_path_factory.mktemp("demonstracao")
