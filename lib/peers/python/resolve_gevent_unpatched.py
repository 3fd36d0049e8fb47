"""The same greenlets over the standard library's socket module, which knows nothing of gevent.

A lookup blocks the only thread: the next greenlet begins when the one before has its answer, and the deadline is
looked at when the last one has.
"""

import socket

from resolve_job import SETTLING_SECONDS, ResolveJob

import gevent  # isort: skip

job = ResolveJob()
resolve = job.timed(socket.gethostbyname)

job.begin()
greenlets = [gevent.spawn(resolve, index, name) for index, name in enumerate(job.names)]
gevent.joinall(greenlets, timeout=job.deadline_seconds)
answers = [greenlet.value for greenlet in greenlets]
work_ms = job.now_ms()

gevent.sleep(SETTLING_SECONDS)
job.report(work_ms, answers, sum(not greenlet.ready() for greenlet in greenlets))
