"""Figures added up by Spark, for a store that is more than one process holds: the setting ROLLUP_ENGINE.

The same expressions as in this process, over the same files: the machines of the cluster have to see the data folder.
"""

from functools import cache
from threading import Lock
from typing import TYPE_CHECKING

from django.conf import settings

from tongket.figures import hot
from tongket.rollup.finish import SumsOf
from tongket.rollup.lists import Lists
from tongket.rollup.places import Places
from tongket.rollup.question import Question
from tongket.viet.fault import refusal

if TYPE_CHECKING:
    from ibis.backends.pyspark import Backend

_lock = Lock()


def sums_by_spark(asked: Question, where: Places, expected: Lists | None) -> SumsOf:
    """What is added up for a question, from the files and what is in none of them yet; one at a time."""
    import ibis
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    from tongket.rollup.engines.spark import from_files
    from tongket.rollup.roll import expression, sums

    names, waiting = hot.snapshot()
    due = None if expected is None else ibis.memtable(expected.table(asked.by_id))
    paths, fresh = [hot.file_of(name) for name in names], hot.rows_of(waiting)
    try:
        with _lock:
            return sums(asked, expression(asked, from_files(_engine(), paths, fresh), where, due))
    except (Py4JError, PySparkException) as error:
        raise refusal("rollup.spark_fails", place=settings.ROLLUP_ENGINE) from error


@cache
def _engine() -> "Backend":
    from tongket.rollup.engines.spark import spark_engine

    return spark_engine(settings.ROLLUP_ENGINE)
