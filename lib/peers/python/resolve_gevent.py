"""A greenlet for each name and one deadline for all, as published: gevent's own socket module does the lookups.

Below it gevent hands each lookup to a pool of ten threads, and a greenlet that is late is not killed.
"""

# The job comes first, because its watcher of standard input has to be a thread of the system.
from resolve_job import SETTLING_SECONDS, ResolveJob

import gevent  # isort: skip
from gevent import socket  # isort: skip

job = ResolveJob()
resolve = job.timed(socket.gethostbyname)

job.begin()
greenlets = [gevent.spawn(resolve, index, name) for index, name in enumerate(job.names)]
gevent.joinall(greenlets, timeout=job.deadline_seconds)
answers = [greenlet.value for greenlet in greenlets]
work_ms = job.now_ms()

gevent.sleep(SETTLING_SECONDS)
job.report(work_ms, answers, sum(not greenlet.ready() for greenlet in greenlets))
