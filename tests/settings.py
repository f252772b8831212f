"""The portal's own settings, as tests run them: debugging, in a folder that is thrown away."""

import os
import tempfile

os.environ["DEBUG"] = "1"
os.environ["VAR_DIR"] = tempfile.mkdtemp(prefix="portal-tests-")  # of each process that runs tests
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
if os.environ.get("REDIS_URL"):  # tests that run side by side empty only their own cache
    server, _, number = os.environ["REDIS_URL"].rpartition("/")
    beside = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    os.environ["REDIS_URL"] = f"{server}/{int(number) + beside}"

from interface.settings import *  # noqa: F403
