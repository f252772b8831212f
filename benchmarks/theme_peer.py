"""BERTopic on the same vectors, in an environment and a single-threaded process of its own. For benchmarks only."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

FOLDER = Path(__file__).resolve().parent.parent / "var" / "benchmarks" / "themes-venv"
VERSION = "bertopic==0.17.4"
NEEDS = ("umap-learn==0.5.12", "hdbscan", "scikit-learn", "pandas", "tqdm", "pyyaml", "plotly", "numpy")

# Run by the other Python: texts and vectors in, topics and processor seconds out.
SCRIPT = """
import json, sys, time
import numpy as np
from bertopic import BERTopic
from bertopic.backend import BaseEmbedder
from hdbscan import HDBSCAN
from umap import UMAP

folder, asked = sys.argv[1], json.loads(sys.argv[2])
texts = json.load(open(folder + "/texts.json"))
rows = np.load(folder + "/rows.npy")
BERTopic(embedding_model=BaseEmbedder(), umap_model=UMAP(n_components=5, random_state=0)).fit(
    texts[:200], rows[:200])  # compiles what is compiled once
started = time.process_time()
reducer = UMAP(n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", random_state=asked["seed"])
finder = HDBSCAN(min_cluster_size=asked["size"], metric="euclidean", cluster_selection_method="eom",
                 prediction_data=True)
model = BERTopic(embedding_model=BaseEmbedder(), umap_model=reducer, hdbscan_model=finder)
topics, _ = model.fit_transform(texts, rows)
if asked["reduce"] and len(set(topics)) > 1 and -1 in topics:
    topics = model.reduce_outliers(texts, topics, strategy="embeddings", embeddings=rows)
json.dump({"topics": [int(one) for one in topics], "seconds": time.process_time() - started},
          open(folder + "/out.json", "w"))
"""


@dataclass(frozen=True)
class Answer:
    """A topic per text, -1 for none, and processor seconds of the fit."""

    topics: list[int]
    seconds: float


def is_at_hand() -> bool:
    """Whether BERTopic could be had; installs it at the first call."""
    python = FOLDER / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(FOLDER)], check=True)
    if subprocess.run([str(python), "-c", "import bertopic"], capture_output=True).returncode == 0:
        return True
    quiet = [str(python), "-m", "pip", "install", "--quiet"]
    done = subprocess.run([*quiet, "--no-deps", VERSION]).returncode
    return done == 0 and subprocess.run([*quiet, *NEEDS]).returncode == 0


def bertopic(texts: Sequence[str], rows: np.ndarray, *, size: int, seed: int = 0, reduce: bool = True) -> Answer:
    """BERTopic with this smallest topic; `reduce`: outliers go to the nearest topic."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "texts.json").write_text(json.dumps(list(texts)), encoding="utf-8")
        np.save(Path(folder) / "rows.npy", rows.astype(np.float32))
        asked = json.dumps({"size": size, "seed": seed, "reduce": reduce})
        one_thread = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS"), "1")
        command = [str(FOLDER / "bin" / "python"), "-W", "ignore", "-c", SCRIPT, folder, asked]
        subprocess.run(command, check=True, env={**os.environ, **one_thread}, stdout=subprocess.DEVNULL)
        answer = json.loads((Path(folder) / "out.json").read_text(encoding="utf-8"))
    return Answer(answer["topics"], answer["seconds"])
