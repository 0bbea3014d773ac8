"""The editors' desk: what waits, and one article with what its editor may do now."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kentongan.foundation.audience import Audience, for_audience
from kentongan.foundation.errors import NotFound, Refusal
from kentongan.foundation.once.guard import once
from kentongan.rooms.news.errors import ChangedMeanwhile, NoSuchArticle
from kentongan.rooms.news.forms.writing import (
    ArticleForm,
    PictureForm,
    PublishForm,
    RemarkForm,
    WithdrawForm,
    make_initial,
)
from kentongan.rooms.news.permissions import check_can_edit
from kentongan.rooms.news.queries.desk import SHELVES, get_desk_page, get_version, list_desk
from kentongan.rooms.news.queries.texts import (
    compare,
    make_text,
    preview,
    read_content,
    show_version,
)
from kentongan.rooms.news.services import writing
from kentongan.rooms.news.views.request import Request

WRONG = 422


@for_audience(Audience.OFFICER)
@require_safe
def list_articles(request: Request) -> HttpResponse:
    state = request.GET.get("keadaan", "")
    page = list_desk(by=request.actor, state=state, after=request.GET.get("setelah", ""))
    facts = {"page": page, "state": state, "shelves": SHELVES}
    return render(request, "news/desk/list.html", facts)


@for_audience(Audience.OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
@once
def start_article(request: Request) -> HttpResponse:
    check_can_edit(request.actor)
    if request.method != "POST":
        form = ArticleForm(initial={"authors": request.actor.name})
        return _show_editor(request, form)
    form = ArticleForm(request.POST)
    if request.POST.get("do") == "preview" or not form.is_valid():
        return _show_editor(request, form)
    try:
        article = writing.start_article(form.make_content(), by=request.actor, now=localtime())
    except Refusal as refusal:
        return _show_editor(request, add_refusal(form, refusal))
    messages.success(request, _("Your draft is kept."))
    return _go_on(request, article.pk)


@for_audience(Audience.OFFICER)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit_article(request: Request, article_id: UUID) -> HttpResponseBase:
    """Show an article; a draft is saved by POST, guarded by its version instead of a key."""
    page = get_desk_page(article_id, by=request.actor)
    if "save" not in page.may:
        if request.method == "POST":
            messages.warning(request, _("This article is not a draft any more."))
            return redirect("news:edit_article", article_id)
        return show_article(request, page)
    if request.method != "POST":
        return _show_editor(request, ArticleForm(initial=_read(page)), page=page)
    form = ArticleForm(request.POST)
    if request.POST.get("do") == "preview" or not form.is_valid():
        return _show_editor(request, form, page=page)
    return _save(request, form, page)


@for_audience(Audience.OFFICER)
@require_POST
def preview_text(request: Request) -> HttpResponse:
    """Give the text as it will look, for the script beside the form; nothing is kept."""
    check_can_edit(request.actor)
    typed = request.POST
    shown = preview(typed.get("body", ""), article_id=typed.get("article", ""))
    return render(request, "news/desk/_preview.html", {"shown": shown})


@for_audience(Audience.OFFICER)
@require_safe
def show_old_version(request: Request, article_id: UUID, number: int) -> HttpResponse:
    version = get_version(article_id, number, by=request.actor)
    facts = {"version": version, "texts": show_version(version)}
    return render(request, "news/desk/version.html", facts)


def show_article(request: HttpRequest, page: Any, **forms: Any) -> HttpResponse:
    """Show an article that is no draft: both texts, and a form for each thing to be done."""
    given = {
        "publishing": PublishForm(),
        "returning": RemarkForm(),
        "withdrawing": WithdrawForm(),
        "refusing": RemarkForm(prefix="ralat"),
        **forms,
    }
    facts = {
        "page": page, "article": page.article, "texts": make_text(page.article),
        "changes": compare(page.article, page.correction), **given,
    }  # fmt: skip
    is_wrong = any(form.errors for form in forms.values())
    return render(request, "news/desk/article.html", facts, status=WRONG if is_wrong else 200)


def add_refusal(form: Any, refusal: Refusal) -> Any:
    """Say a refusal on the fields it names, else above the form; what does not exist rises."""
    if isinstance(refusal, NotFound):
        raise refusal
    known = {name: words for name, words in refusal.fields.items() if name in form.fields}
    for name, words in known.items():
        form.add_error(name, str(words))
    if not known:
        form.add_error(None, str(refusal))
    return form


def _save(request: Request, form: ArticleForm, page: Any) -> HttpResponseBase:
    is_auto = "X-Autosave" in request.headers
    try:
        article = writing.save_article(
            article_id=page.article.pk, version=_read_version(request),
            content=form.make_content(), by=request.actor, now=localtime(),
        )  # fmt: skip
    except ChangedMeanwhile as refusal:
        if is_auto:
            return JsonResponse({"said": str(refusal)}, status=refusal.status)
        theirs = get_desk_page(page.article.pk, by=request.actor)
        form.add_error(None, str(refusal))
        return _show_editor(request, form, page=theirs, theirs=make_text(theirs.article))
    except Refusal as refusal:
        return _show_editor(request, add_refusal(form, refusal), page=page)
    if is_auto:
        return JsonResponse({"version": article.version})
    return _after_saving(request, form, page)


def _after_saving(request: Request, form: ArticleForm, page: Any) -> HttpResponseBase:
    if request.POST.get("do") != "send":
        messages.success(request, _("Your draft is kept."))
        return redirect("news:edit_article", page.article.pk)
    try:
        writing.send_to_review(article_id=page.article.pk, by=request.actor, now=localtime())
    except Refusal as refusal:
        kept = get_desk_page(page.article.pk, by=request.actor)
        return _show_editor(request, add_refusal(form, refusal), page=kept)
    messages.success(request, _("Another editor sees it now on the desk and decides."))
    return redirect("news:edit_article", page.article.pk)


def _go_on(request: Request, article_id: UUID) -> HttpResponse:
    if request.POST.get("do") == "send":
        try:
            writing.send_to_review(article_id=article_id, by=request.actor, now=localtime())
        except NoSuchArticle:
            raise
        except Refusal as refusal:
            missing = [str(words) for words in refusal.fields.values()] or [str(refusal)]
            messages.warning(request, " ".join(dict.fromkeys(missing)))
    return redirect("news:edit_article", article_id)


def _show_editor(
    request: HttpRequest, form: ArticleForm, *, page: Any = None, theirs: Any = None
) -> HttpResponse:
    facts = {
        "form": form, "page": page, "article": page.article if page else None,
        "theirs": theirs, "picture": PictureForm(),
        "previews": _preview(request, page) if request.POST.get("do") == "preview" else [],
    }  # fmt: skip
    is_wrong = bool(form.is_bound and form.errors)
    status = 409 if theirs else WRONG if is_wrong else 200
    return render(request, "news/desk/editor.html", facts, status=status)


def _preview(request: HttpRequest, page: Any) -> list[dict[str, Any]]:
    article_id = str(page.article.pk) if page else ""
    return [
        {
            "language": code,
            "title": request.POST.get(f"title_{code}", ""),
            "shown": preview(request.POST.get(f"body_{code}", ""), article_id=article_id),
        }
        for code in ("id", "en")
        if request.POST.get(f"body_{code}", "").strip()
    ]


def _read(page: Any) -> dict[str, Any]:
    return make_initial(read_content(page.article))


def _read_version(request: HttpRequest) -> int:
    given = request.POST.get("version", "")
    return int(given) if given.isdigit() and len(given) < 9 else 0  # noqa: PLR2004
