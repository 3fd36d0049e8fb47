"""One document after another with a new connection for each, as published: no session, no timeout.

`requests.get` makes a session for one call, so every document pays for a connection, a TLS handshake and the
loading of the CA bundle. The essay prints the names; they are collected here instead.
"""

import requests

from fetch_job import FetchJob

job = FetchJob()
for number in job.numbers:
    job.started(number)
    name = requests.get(job.url(number)).json()["name"]
    job.done(number, name)
job.report()
