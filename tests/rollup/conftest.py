"""The engines that the tests ask."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ibis.backends import BaseBackend
from ibis.backends.duckdb import Backend

from tongket.rollup.engines.duck import duckdb_engine

MASTER = "local-cluster[2,1,1024]"  # two workers, each a process with a core and a gigabyte


@pytest.fixture(scope="session")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BaseBackend]:
    """A Spark of two workers, one for the whole run: a second one would find the first one's files without its tables.

    Java keeps the folder it was started in, and puts the tables there. The workers put theirs where Spark stands: so
    it stands, by links, in a folder of the run and not among what is installed.
    """
    pyspark = pytest.importorskip("pyspark", reason="pyspark is not installed: requirements-spark.lock")
    if shutil.which("java") is None:
        pytest.skip("Spark needs Java")
    from tongket.rollup.engines.spark import spark_engine

    home = tmp_path_factory.mktemp("spark")
    for entry in Path(pyspark.__file__).parent.iterdir():
        (home / entry.name).symlink_to(entry)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SPARK_HOME", str(home))
        patch.chdir(tmp_path_factory.mktemp("tables"))
        con = spark_engine(MASTER)
    con.raw_sql("SET spark.sql.shuffle.partitions = 2")  # a test's tables are small
    yield con
    con.disconnect()


@pytest.fixture(scope="session")
def con() -> Backend:
    return duckdb_engine(threads=2)


@pytest.fixture(scope="session", params=["duckdb", pytest.param("spark", marks=pytest.mark.spark)])
def each(request: pytest.FixtureRequest) -> Any:
    """Both engines: for what lies at the edge of what an engine's numbers hold."""
    return request.getfixturevalue("con" if request.param == "duckdb" else "spark")
