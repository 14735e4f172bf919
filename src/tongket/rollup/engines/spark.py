"""Spark, across machines or in one: the same expressions, an engine that need not be installed."""

import os
import sys
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ibis.backends.pyspark import Backend
    from ibis.expr.operations import InMemoryTable

# Without these the workers start another Python, look for the machine's name, or shift days by their own zone.
_SETTINGS = {
    "spark.driver.host": "127.0.0.1",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.ansi.enabled": "true",  # an overflow is an error, never a NULL
    "spark.ui.enabled": "false",
}


def spark_engine(master: str = "local[2]") -> "Backend":
    """A connection to Spark at `master`; needs pyspark and Java, which the small installation does not have."""
    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master(master).appName("tongket")
    for name, value in _SETTINGS.items():
        builder = builder.config(name, value)
    return _exact()().connect(builder.getOrCreate())


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
