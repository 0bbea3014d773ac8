"""What a second editor decides, and what is done with a published article."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kentongan.foundation.audience import Audience, for_audience
from kentongan.foundation.errors import NotFound, Refusal
from kentongan.foundation.once.guard import once
from kentongan.rooms.news.errors import ChangedMeanwhile
from kentongan.rooms.news.forms.writing import (
    CorrectionForm,
    PublishForm,
    RemarkForm,
    WithdrawForm,
    make_initial,
)
from kentongan.rooms.news.queries.desk import DeskPage, get_desk_page
from kentongan.rooms.news.queries.texts import make_text, read_content
from kentongan.rooms.news.rules.content import Content
from kentongan.rooms.news.services import correcting, publishing, writing
from kentongan.rooms.news.views.desk import WRONG, add_refusal, show_article
from kentongan.rooms.news.views.request import Request


@for_audience(Audience.OFFICER)
@require_POST
@once
def take_back(request: Request, article_id: UUID) -> HttpResponse:
    def act() -> None:
        writing.take_back(article_id=article_id, by=request.actor, now=localtime())

    return _try(request, article_id, act, said=_("It is your draft again."))


@for_audience(Audience.OFFICER)
@require_POST
@once
def return_article(request: Request, article_id: UUID) -> HttpResponse:
    page, form = get_desk_page(article_id, by=request.actor), RemarkForm(request.POST)

    def act() -> None:
        publishing.return_article(
            article_id=article_id, remark=form.cleaned_data["remark"], by=request.actor,
            now=localtime(),
        )  # fmt: skip

    said = _("It went back to its writer with your remark.")
    return _fill_in(request, page, form, act, name="returning", said=said)


@for_audience(Audience.OFFICER)
@require_POST
@once
def publish_article(request: Request, article_id: UUID) -> HttpResponse:
    page, form = get_desk_page(article_id, by=request.actor), PublishForm(request.POST)

    def act() -> None:
        publishing.publish_article(
            article_id=article_id, at=form.cleaned_data["at"], by=request.actor, now=localtime()
        )

    later = form.is_valid() and form.cleaned_data["at"] is not None
    said = _("It will be published at its hour.") if later else _("Everybody can read it now.")
    return _fill_in(request, page, form, act, name="publishing", said=said)


@for_audience(Audience.OFFICER)
@require_POST
@once
def withdraw_article(request: Request, article_id: UUID) -> HttpResponse:
    page, form = get_desk_page(article_id, by=request.actor), WithdrawForm(request.POST)

    def act() -> None:
        publishing.withdraw_article(
            article_id=article_id, **form.cleaned_data, by=request.actor, now=localtime()
        )

    said = _("It is withdrawn. Its address says since when and why.")
    return _fill_in(request, page, form, act, name="withdrawing", said=said)


@for_audience(Audience.OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
@once
def correct_article(request: Request, article_id: UUID) -> HttpResponse:
    page = get_desk_page(article_id, by=request.actor)
    if "correct" not in page.may:
        messages.warning(request, _("Only what is published can be corrected."))
        return redirect("news:edit_article", article_id)
    if request.method != "POST":
        return _show_correction(request, page, CorrectionForm(initial=_begin(page)))
    form = CorrectionForm(request.POST)
    if form.is_valid():
        return _propose(request, page, form)
    return _show_correction(request, page, form)


@for_audience(Audience.OFFICER)
@require_POST
@once
def decide_correction(request: Request, article_id: UUID, correction_id: int) -> HttpResponse:
    page = get_desk_page(article_id, by=request.actor)
    if request.POST.get("decision") == "agree":

        def agree() -> None:
            correcting.agree_to_correction(
                correction_id=correction_id, by=request.actor, now=localtime()
            )

        said = _("The corrected text is public, with its correction above it.")
        return _try(request, article_id, agree, said=said)
    form = RemarkForm(request.POST, prefix="ralat")

    def refuse() -> None:
        correcting.refuse_correction(
            correction_id=correction_id, remark=form.cleaned_data["remark"], by=request.actor,
            now=localtime(),
        )  # fmt: skip

    said = _("The public text stays as it is.")
    return _fill_in(request, page, form, refuse, name="refusing", said=said)


def _try(
    request: HttpRequest, article_id: UUID, act: Callable[[], None], *, said: str
) -> HttpResponse:
    """Do what needs no words; a refusal is said above the article."""
    try:
        act()
    except NotFound:
        raise
    except Refusal as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, said)
    return redirect("news:edit_article", article_id)


def _fill_in(
    request: HttpRequest, page: DeskPage, form: Any, act: Callable[[], None], *, name: str,
    said: str,
) -> HttpResponse:  # fmt: skip
    """Do what needs words; when they cannot be taken, the form comes back with them."""
    if not form.is_valid():
        return show_article(request, page, **{name: form})
    try:
        act()
    except Refusal as refusal:
        return show_article(request, page, **{name: add_refusal(form, refusal)})
    messages.success(request, said)
    return redirect("news:edit_article", page.article.pk)


def _propose(request: Request, page: DeskPage, form: CorrectionForm) -> HttpResponse:
    given = request.POST.get("version", "")
    content = form.make_content()
    try:
        correcting.propose_correction(
            article_id=page.article.pk, version=int(given) if given.isdecimal() else 0,
            content=content, **form.said, by=request.actor, now=localtime(),
        )  # fmt: skip
    except ChangedMeanwhile as refusal:
        theirs = get_desk_page(page.article.pk, by=request.actor)
        form.add_error(None, str(refusal))
        return _show_correction(request, theirs, form, theirs=make_text(theirs.article))
    except Refusal as refusal:
        return _show_correction(request, page, add_refusal(form, refusal))
    messages.success(request, _("Another editor looks at the correction before it is public."))
    return redirect("news:edit_article", page.article.pk)


def _begin(page: DeskPage) -> dict[str, Any]:
    if page.correction is None:
        return make_initial(read_content(page.article))
    return {
        **make_initial(Content.read(page.correction.content)),
        "words_id": page.correction.words_id,
        "words_en": page.correction.words_en,
    }


def _show_correction(
    request: HttpRequest, page: DeskPage, form: CorrectionForm, *, theirs: Any = None
) -> HttpResponse:
    facts = {"page": page, "article": page.article, "form": form, "theirs": theirs}
    status = 409 if theirs else WRONG if form.is_bound and form.errors else 200
    return render(request, "news/desk/correct.html", facts, status=status)
