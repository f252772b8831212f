"""The portal's processes as children of one: started, watched, started again when they die, stopped together."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

ROTATE_AT = 5_000_000
STEADY_AFTER = 60.0
SLOWEST_RESTART = 30.0
PR_SET_PDEATHSIG = 1


@dataclass
class Child:
    """One process in a group of its own, so that Ctrl-C reaches it only through us."""

    name: str
    command: list[str]
    log: Path
    surroundings: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen | None = None
    started: float = 0.0
    wait: float = 1.0
    again_at: float | None = None

    def start(self) -> None:
        self.log.parent.mkdir(parents=True, exist_ok=True)
        if self.log.exists() and self.log.stat().st_size > ROTATE_AT:
            self.log.replace(self.log.with_suffix(".log.1"))
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=os.environ | self.surroundings,
                start_new_session=True,
                preexec_fn=end_with_parent,
            )
        self.started, self.again_at = time.monotonic(), None

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def ask_to_stop(self) -> None:
        if self.is_running:
            self.process.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End the process and whatever it started."""
        if self.process is None:
            return
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def last_lines(self, count: int = 15) -> str:
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-count:])


def end_with_parent() -> None:
    """Run in a new child. Where the system can do it (Linux), it is asked to stop if we are killed outright."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


class Family:
    """All children. `say` is told, in a sentence, what a person should know."""

    def __init__(self, children: list[Child], say: Callable[[str], None]):
        self.children = children
        self.say = say
        self.signals = 0

    def start(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._on_signal)
        for child in self.children:
            child.start()

    def _on_signal(self, number, frame) -> None:
        self.signals += 1

    @property
    def is_stopping(self) -> bool:
        return self.signals > 0

    def watch(self) -> None:
        """Until a signal comes: start again whatever died, sooner at first, later if it keeps dying."""
        while not self.is_stopping:
            for child in self.children:
                self._look_after(child)
            time.sleep(0.2)

    def _look_after(self, child: Child) -> None:
        now = time.monotonic()
        if child.again_at is not None:
            if now >= child.again_at:
                child.start()
                self.say(f"The {child.name} runs again.")
            return
        if child.is_running:
            return
        code = child.process.returncode
        child.kill()
        child.wait = 1.0 if now - child.started > STEADY_AFTER else min(child.wait * 2, SLOWEST_RESTART)
        child.again_at = now + child.wait
        self.say(f"The {child.name} stopped (exit {code}); starting it again in {child.wait:.0f} s. See {child.log}")

    def stop(self, patience: float = 15.0) -> None:
        """Ask each in turn, last started first; after the patience, or at a second signal, kill."""
        asked = self.signals
        for child in reversed(self.children):
            child.ask_to_stop()
        until = time.monotonic() + patience
        while any(child.is_running for child in self.children):
            if time.monotonic() > until or self.signals > max(asked, 1):
                break
            time.sleep(0.05)
        for child in self.children:
            child.kill()
