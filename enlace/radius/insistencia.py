"""How long a job goes on asking concentrators that do not answer."""

from typing import Final

from procrastinate.jobs import Job
from procrastinate.retry import BaseRetryStrategy, RetryDecision

from enlace.radius.ajuste import NasCalado

# In seconds. A packet may get lost, a link may be down for a moment; who is away for longer is seen to by `ajustar_divergentes`.
PAUSAS: Final = (5, 30, 120)


class Insistencia(BaseRetryStrategy):
    """Again after each of the pauses, for silence only. The job that gives up is logged by the worker as one that failed."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        """When next; None: not again."""
        if isinstance(exception, NasCalado) and job.attempts < len(PAUSAS):
            return RetryDecision(retry_in={"seconds": PAUSAS[job.attempts]})
        return None
