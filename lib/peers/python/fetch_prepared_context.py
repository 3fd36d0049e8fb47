"""A new connection for each document, as in `fetch_requests.py`, but with the trusted certificates loaded once.

It is no program of the essay: beside it, that one shows what reading the bundle for every document costs.
"""

import os
import ssl
from typing import Any

import requests
from requests.adapters import HTTPAdapter

from fetch_job import FetchJob


class PreparedContextAdapter(HTTPAdapter):
    """Connects with one context for all requests, and leaves out the loading that requests does for each."""

    def __init__(self, context: ssl.SSLContext) -> None:
        """Keep the context, which has to hold the certificates already."""
        self._context = context
        super().__init__()

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """Give the context to every connection."""
        super().init_poolmanager(*args, ssl_context=self._context, **kwargs)

    def build_connection_pool_key_attributes(self, request: Any, verify: Any, cert: Any = None) -> Any:
        """Name no bundle, since urllib3 would load it into the context again."""
        host, pool = super().build_connection_pool_key_attributes(request, verify, cert)
        return host, {key: value for key, value in pool.items() if key not in ("ca_certs", "ca_cert_dir")}

    def cert_verify(self, connection: Any, url: str, verify: Any, cert: Any) -> None:
        """Ask for verification, and again name no bundle."""
        connection.cert_reqs = "CERT_REQUIRED"


job = FetchJob()
bundle = os.environ.get("REQUESTS_CA_BUNDLE", requests.certs.where())
adapter = PreparedContextAdapter(ssl.create_default_context(cafile=bundle))
for number in job.numbers:
    job.started(number)
    with requests.Session() as session:
        session.mount("https://", adapter)
        name = session.get(job.url(number)).json()["name"]
    job.done(number, name)
job.report()
