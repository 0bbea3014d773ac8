"""What an officer typed survives the way to the second factor and back."""

from django.http import HttpRequest, QueryDict

from kentongan.lobby.desk.queries.typed import Typed

KEPT = "desk.kept"


def keep_typed(request: HttpRequest, code: str, *, form: str) -> None:
    """Remember in the session what was typed about this case, until the case is shown again."""
    request.session[KEPT] = {"code": code, "form": form, "data": request.POST.urlencode()}


def take_kept(request: HttpRequest, code: str) -> Typed | None:
    """Return what was typed before the second factor, once."""
    kept = request.session.get(KEPT)
    if not kept or kept["code"] != code:
        return None
    del request.session[KEPT]
    return Typed(form=kept["form"], data=QueryDict(kept["data"]), is_refused=False)
