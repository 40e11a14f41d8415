"""A session of Spark for the command line: found or refused in words, quiet, with the driver's Python."""

import logging
import os
import shutil
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from talkscli.errors import StoreWriteError, UsageError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

MEMORY = "SPARK_DRIVER_MEMORY"
"""The variable by which Spark is told how much memory its Java process may use."""
LOCAL = "local[*,4]"
"""All processors of this machine; a task whose worker ended is tried again, up to four times in all."""
FORMS = ("local", "spark://", "k8s://", "yarn")
"""How the address of a cluster begins."""
ANSWER = 5.0
"""So many seconds a master has to answer."""
SHARE_OF_MEMORY = 4
"""On one machine Spark's Java process gets a quarter of the memory; its own default is one gigabyte."""
PARTITIONS = 8
"""Into so many parts rows are brought together on one machine; Spark joins those that are small."""

_QUIET = """
rootLogger.level = off
rootLogger.appenderRef.stderr.ref = console
appender.console.type = Console
appender.console.name = console
appender.console.target = SYSTEM_ERR
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = %m%n
logger.all.name = org.apache
logger.all.level = off
"""


def check_cluster(master: str) -> None:
    """Refuse to begin where Spark or its master cannot be had.

    Raises:
        UsageError: pyspark or Java is not installed, the address is none of a cluster, or nobody answers at
            that of a standalone master.
    """
    if find_spec("pyspark") is None:
        raise UsageError("Spark is not installed", hint="pip install 'talkscli[spark]'")
    home = os.environ.get("JAVA_HOME")
    if not (home and Path(home, "bin", "java").exists()) and shutil.which("java") is None:
        raise UsageError(
            "Spark needs Java 17 or later, which is not installed",
            hint="install it from your system, such as apt-get install openjdk-17-jre-headless",
        )
    if not master.startswith(FORMS):
        raise _refuse_address(master)
    # Spark itself would try for a minute.
    if not master.startswith("spark://"):
        return
    for one in master.removeprefix("spark://").split(","):
        host, _, port = one.rpartition(":")
        try:
            socket.create_connection((host, int(port)), ANSWER).close()
        except (OSError, ValueError, OverflowError):
            continue
        return
    raise UsageError("no master of Spark answers there", place=master, hint="start it, or name another")


def _refuse_address(master: str) -> UsageError:
    return UsageError(
        "this is no address of a cluster", place=master, hint="write local[2] or spark://HOST:7077"
    )


@contextmanager
def open_session(master: str) -> Iterator["SparkSession"]:
    """Open a session, and end it.

    Args:
        master: Spark's address of a cluster: `local[2]`, `spark://host:7077`, `k8s://…`, `yarn`.

    Raises:
        UsageError: Spark or Java is missing, the master does not answer, or workers lack talkscli.
        StoreWriteError: Spark gave up.
    """
    check_cluster(master)
    # What fails, and an interrupt, is told in one line; the libraries would log it with a traceback.
    logging.disable()
    from py4j.protocol import Py4JError
    from pyspark.accumulators import AccumulatorTCPServer
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession

    # Its thread would show a traceback where the Java process ends.
    setattr(AccumulatorTCPServer, "handle_error", lambda *_: None)  # noqa: B010
    # Workers on this machine run what the driver runs; on a cluster, what its own settings name.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    os.environ.setdefault("PYSPARK_DRIVER_PYTHON", sys.executable)
    with TemporaryDirectory(prefix="talks-spark-") as folder:
        quiet = Path(folder, "log4j2.properties")
        quiet.write_text(_QUIET)
        builder: Any = SparkSession.builder
        builder = (
            builder.master(master)
            .appName("talks judge")
            .config("spark.ui.enabled", "false")
            .config("spark.ui.showConsoleProgress", "false")
            .config("spark.driver.extraJavaOptions", f"-Dlog4j2.configurationFile={quiet}")
            .config("spark.sql.session.timeZone", "UTC")
        )
        if master.startswith("local"):
            builder = builder.config("spark.sql.shuffle.partitions", PARTITIONS)
            builder = builder.config("spark.driver.host", "127.0.0.1")
            if MEMORY not in os.environ:
                builder = builder.config("spark.driver.memory", f"{_choose_memory()}m")
        session = None
        try:
            session = builder.getOrCreate()
            yield session
        except (PySparkException, Py4JError, ConnectionError) as error:
            if (told := explain(error, master)) is None:
                raise
            raise told from error
        finally:
            if session is not None:
                with suppress(ConnectionError, Py4JError):
                    session.stop()
            logging.disable(logging.NOTSET)


def _choose_memory() -> int:
    """Return the megabytes for Spark's Java process on this machine."""
    total = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return max(1024, total // SHARE_OF_MEMORY // 1024**2)


def explain(error: Exception, master: str) -> UsageError | StoreWriteError | None:
    """Say in words why Spark gave up; None for a fault of this program, which shows where it is."""
    from py4j.protocol import Py4JError, Py4JNetworkError
    from pyspark.errors import PythonException

    text = str(error)
    # An error of py4j's own that quotes nothing of Java's got no answer.
    unanswered = type(error) is Py4JError and "Trace" not in text
    if unanswered or isinstance(error, ConnectionError | Py4JNetworkError):
        return StoreWriteError(
            "Spark's Java process ended",
            place=master,
            hint=f"nothing was written; if it lacked memory, {MEMORY}=8g gives it more",
        )
    if "No module named 'talkscli'" in text:
        return UsageError(
            "the workers do not have talkscli",
            place=master,
            hint="install it with their Python, or name another with PYSPARK_PYTHON",
        )
    if "Could not parse Master URL" in text or "could not be instantiated" in text:
        return _refuse_address(master)
    if isinstance(error, PythonException):
        return None
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    reason = next((line for line in reversed(lines) if "Error" in line or "Exception" in line), "no reason")
    return StoreWriteError(
        f"Spark gave up: {reason[:300]}", place=master, hint="nothing was written; its log says more"
    )
