"""A pool of threads, each with a session of its own, since a session is not made to be shared by threads."""

import threading
from concurrent.futures import ThreadPoolExecutor

import requests

from fetch_job import FetchJob

own = threading.local()


def open_session() -> None:
    own.session = requests.Session()


def fetch(number: int) -> None:
    job.started(number)
    name = own.session.get(job.url(number)).json()["name"]
    job.done(number, name)


job = FetchJob()
with ThreadPoolExecutor(max_workers=job.limit, initializer=open_session) as pool:
    for _ in pool.map(fetch, job.numbers):
        pass
job.report()
