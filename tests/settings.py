"""The portal's own settings, as tests run them: debugging, in a folder that is thrown away."""

import os
import tempfile

os.environ["DEBUG"] = "1"
os.environ.setdefault("VAR_DIR", tempfile.mkdtemp(prefix="portal-tests-"))
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from interface.settings import *  # noqa: F403
