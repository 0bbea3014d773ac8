"""Do letters go out, and until when does the authority hold? For `check_house`."""

from datetime import timedelta

from django.utils.timezone import localtime

from kentongan.foundation.checkups import Finding, bad, good, look
from kentongan.rooms.letters.models import Authority
from kentongan.rooms.letters.queries.letters import count_delayed

SOON = timedelta(days=365)


def check_letters() -> Finding:
    """Look for letters that could not be made, and for a root that ends within a year."""
    delayed, stuck = count_delayed()
    if stuck:
        return bad(f"{stuck} letters were tried many times and cannot be made")
    if delayed:
        return look(f"{delayed} letters are tried again")
    newest = Authority.objects.first()
    if newest is not None and newest.ends_at < localtime() + SOON:
        return look(f"the authority for letters ends on {newest.ends_at:%Y-%m-%d}")
    return good("letters go out")
