"""Work in a child process within limits: of time, memory and open files, and without writing anything."""

import math
import resource
import signal
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext, SpawnContext
from typing import Any

from campaign.errors import CampaignError

OPEN_FILES = 64


@dataclass(frozen=True)
class Limits:
    """What a child may take: seconds of processor time, bytes of address space, and seconds by the clock.

    It may have to share its core: twice the processor time is fair. The clock runs from when the child exists, so the
    start of a fork server does not count, and what a spawned child imports does.
    """

    seconds: int
    memory_bytes: int
    clock_seconds: float


class TooSlow(Exception):
    """The child took longer than it may."""


class Ended(Exception):
    """The child ended without an answer, or failed in a way of ours; the text names the kind and nothing else."""


def in_child(
    context: ForkServerContext | SpawnContext, work: Callable[..., Any], arguments: tuple[Any, ...], limits: Limits
) -> Any:
    """Return what a function returns in a child; its own CampaignErrors are raised here.

    Raises TooSlow or Ended. The function and its arguments travel through a pipe, so they must be importable and plain.
    """
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=_work, args=(theirs, work, arguments, limits), daemon=True)
    child.start()
    theirs.close()
    try:
        if not ours.poll(limits.clock_seconds):
            raise TooSlow
        try:
            answer = ours.recv()
        except (EOFError, OSError):
            raise Ended("the child ended without an answer") from None
    finally:
        ours.close()
        child.kill()
        child.join()
        child.close()
    if isinstance(answer, (CampaignError, Ended)):
        raise answer
    return answer


def confine(limits: Limits) -> None:
    """Keep this process within its limits, but for processor time; it can write no file."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the parent
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (OPEN_FILES, OPEN_FILES))


def give_seconds(seconds: int) -> None:
    """Give this process so many seconds of processor time from now on; it ends when they are over."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(used.ru_utime + used.ru_stime) + seconds, most))


def _work(connection: Connection, work: Callable[..., Any], arguments: tuple[Any, ...], limits: Limits) -> None:
    """Do the work in the child, which can take neither more time nor more memory than it may, nor write a file."""
    confine(limits)
    resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds))
    try:
        answer = work(*arguments)
    except CampaignError as error:
        answer = error
    except BaseException as error:  # its message may hold somebody's words, and a traceback would print it
        answer = Ended(type(error).__name__)
    connection.send(answer)
