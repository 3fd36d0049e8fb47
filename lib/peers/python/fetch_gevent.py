"""A pool of greenlets over one session: the blocking library, made concurrent by patching the sockets beneath it."""

# The job comes before the patch, because its watcher of standard input has to be a thread of the system.
from fetch_job import FetchJob

from gevent import monkey  # isort: skip

monkey.patch_all()

import requests  # noqa: E402
from gevent.pool import Pool  # noqa: E402
from requests.adapters import HTTPAdapter  # noqa: E402

job = FetchJob()
session = requests.Session()
# A smaller pool would close connections that the next greenlet could have used.
session.mount("https://", HTTPAdapter(pool_connections=1, pool_maxsize=job.limit))
session.mount("http://", HTTPAdapter(pool_connections=1, pool_maxsize=job.limit))


def fetch(number: int) -> None:
    job.started(number)
    name = session.get(job.url(number)).json()["name"]
    job.done(number, name)


for _ in Pool(job.limit).imap_unordered(fetch, job.numbers):
    pass
session.close()
job.report()
