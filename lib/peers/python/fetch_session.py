"""One document after another over one kept-alive connection: the program as published plus a session."""

import requests

from fetch_job import FetchJob

job = FetchJob()
with requests.Session() as session:
    for number in job.numbers:
        job.started(number)
        name = session.get(job.url(number)).json()["name"]
        job.done(number, name)
job.report()
