"""What Schemathesis must know of this API beside its description."""

import itertools
import re

import schemathesis

count = itertools.count()


@schemathesis.hook
def map_headers(context, headers):
    """Gives every request an Idempotency-Key of its own.

    A repeat of a key gets the first answer, also when somebody has deleted the ticket since, and
    that would look like a new ticket that cannot be found.
    """
    key = (headers or {}).get("Idempotency-Key")
    if isinstance(key, str) and re.fullmatch("[!-~]{1,200}", key):
        headers["Idempotency-Key"] = f"{key}-{next(count)}"
    return headers
