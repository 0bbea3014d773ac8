"""
Send what waits of a mailing; for bench.mailing, which kills it.

python -m bench.mail_sender MAILING   prints how many were taken, and in how many seconds
"""

import sys
from time import perf_counter
from typing import Any
from uuid import UUID


def main(mailing_id: str) -> None:
    import django

    django.setup()
    from django.conf import settings
    from django.utils.timezone import localtime

    from kentongan.foundation.actors import CLOCK
    from kentongan.rooms.mailing.services.sending import send_mailing

    # Neither side goes slowly for the sake of receiving domains.
    plan: Any = settings.REGENCY_FACTS["mailing"]
    plan["warming"] = {}
    began = perf_counter()
    taken = send_mailing(UUID(mailing_id), by=CLOCK, now=localtime(), seconds=3600)
    print(taken, perf_counter() - began)


if __name__ == "__main__":
    main(sys.argv[1])
