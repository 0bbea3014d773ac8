"""Adding pictures to an article, saying what they show, removing them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kentongan.foundation.audience import Audience, for_audience
from kentongan.foundation.errors import Refusal
from kentongan.foundation.files.errors import FileRefused
from kentongan.foundation.once.guard import once
from kentongan.rooms.news.forms.writing import SPOTS, PictureForm
from kentongan.rooms.news.queries.desk import get_desk_page
from kentongan.rooms.news.queries.pictures import get_own_picture, make_shown_of
from kentongan.rooms.news.services import pictures
from kentongan.rooms.news.views.desk import WRONG, add_refusal
from kentongan.rooms.news.views.request import Request

WORDS = ("alt_id", "alt_en", "caption_id", "caption_en", "credit")


@for_audience(Audience.OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
@once
def add_picture(request: Request, article_id: UUID) -> HttpResponse:
    page = get_desk_page(article_id, by=request.actor)
    if request.method != "POST":
        return _show(request, PictureForm(), article=page.article)
    form = PictureForm(request.POST, request.FILES)
    if not form.is_valid():
        return _show(request, form, article=page.article)
    try:
        picture = pictures.add_picture(
            article_id=article_id, upload=form.cleaned_data["file"], words=form.make_words(),
            by=request.actor, now=localtime(),
        )  # fmt: skip
    except FileRefused as refusal:
        form.add_error("file", str(refusal))
        return _show(request, form, article=page.article)
    except Refusal as refusal:
        return _show(request, add_refusal(form, refusal), article=page.article)
    said = _("The picture is kept. It leads, or stands where the text says ![](%(number)s).")
    messages.success(request, said % {"number": picture.number})
    return redirect("news:edit_article", article_id)


@for_audience(Audience.OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
@once
def change_picture(request: Request, picture_id: UUID) -> HttpResponse:
    picture = get_own_picture(picture_id, by=request.actor)
    facts = {"article": picture.article, "picture": picture, "shown": make_shown_of(picture)}
    if request.method != "POST":
        initial = {name: getattr(picture, name) for name in WORDS}
        spot = (picture.focal_x, picture.focal_y)
        focus = next((name for name, place in SPOTS.items() if place == spot), "mid")
        return _show(
            request, _without_file(PictureForm(initial={**initial, "focus": focus})), **facts
        )
    form = _without_file(PictureForm(request.POST))
    if not form.is_valid():
        return _show(request, form, **facts)
    try:
        pictures.change_picture(
            picture_id=picture_id, words=form.make_words(), by=request.actor, now=localtime()
        )
    except Refusal as refusal:
        return _show(request, add_refusal(form, refusal), **facts)
    messages.success(request, _("What is said of the picture is kept."))
    return redirect("news:edit_article", picture.article_id)


@for_audience(Audience.OFFICER)
@require_POST
@once
def remove_picture(request: Request, picture_id: UUID) -> HttpResponse:
    article = pictures.remove_picture(picture_id=picture_id, by=request.actor, now=localtime())
    messages.success(request, _("The picture is removed."))
    return redirect("news:edit_article", article.pk)


def _without_file(form: PictureForm) -> PictureForm:
    del form.fields["file"]
    return form


def _show(request: Request, form: PictureForm, **facts: object) -> HttpResponse:
    status = WRONG if form.is_bound and form.errors else 200
    return render(request, "news/desk/picture.html", {"form": form, **facts}, status=status)
