"""Spark, across machines or in one: the same expressions, an engine that need not be installed."""

import os
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa
    from ibis.backends.pyspark import Backend
    from ibis.expr.operations import InMemoryTable

# Without these days would be shifted by the machine's own zone.
_SETTINGS = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.ansi.enabled": "true",  # an overflow is an error, never a NULL
    "spark.ui.enabled": "false",
}


def spark_engine(master: str = "local[2]") -> "Backend":
    """A connection to Spark at `master`; needs pyspark and Java, which the small installation does not have.

    A Spark on this machine alone is not looked for by the machine's name; other machines find this one by it.
    """
    os.environ["PYSPARK_PYTHON"] = sys.executable
    if alone := master.startswith("local"):
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master(master).appName("tongket")
    for name, value in (_SETTINGS | ({"spark.driver.host": "127.0.0.1"} if alone else {})).items():
        builder = builder.config(name, value)
    return _exact()().connect(builder.getOrCreate())


def from_files(backend: "Backend", paths: Sequence[Path], fresh: "pa.Table") -> "ir.Table":
    """Every figure with every column: of these Parquet files, and those in no file yet.

    All machines of the cluster read the files, by the same path.
    """
    import ibis
    from ibis.backends.pyspark.datatypes import PySparkSchema

    rest, session = ibis.memtable(fresh), backend._session
    if not paths:
        session.createDataFrame(fresh, schema=PySparkSchema.from_ibis(rest.schema())).createOrReplaceTempView(
            "files"
        )
        return backend.table("files")
    session.read.parquet(*(f"file://{path}" for path in paths)).createOrReplaceTempView("files")
    stored = backend.table("files").select(*rest.columns).cast(dict(rest.schema().items()))
    return ibis.union(stored, rest) if fresh.num_rows else stored


@cache
def _exact() -> "type[Backend]":
    """Ibis's backend, but tables enter Spark as Arrow.

    Its own way leads through pandas, where a column of integers with a NULL becomes one of floats; Spark then takes
    each of them for a NULL.
    """
    from ibis.backends.pyspark import Backend
    from ibis.backends.pyspark.datatypes import PySparkSchema

    class Exact(Backend):  # type: ignore[misc]
        def _register_in_memory_table(self, op: "InMemoryTable") -> None:
            table, schema = op.data.to_pyarrow(op.schema), PySparkSchema.from_ibis(op.schema)
            self._session.createDataFrame(table, schema=schema).createOrReplaceTempView(op.name)

    return Exact
