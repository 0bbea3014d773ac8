from typing import Any

from django.core.paginator import Paginator
from django.db import models
from django.db.models import Count

from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.fields import RichTextField
from wagtail.models import Page


class ArticleTag(TaggedItemBase):
    content_object = ParentalKey("ArticlePage", on_delete=models.CASCADE, related_name="tagged")


class NewsIndexPage(Page):
    """Twelve articles a page, newest first."""

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        articles = ArticlePage.objects.live().child_of(self).order_by("-date", "-pk")
        context["articles"] = Paginator(articles, 12).get_page(request.GET.get("page"))
        return context


class ArticlePage(Page):
    """An article with what belongs to it: those that share most tags."""

    date = models.DateTimeField()
    topic = models.CharField(max_length=60)
    intro = models.CharField(max_length=400)
    body = RichTextField()
    tags = ClusterTaggableManager(through=ArticleTag, blank=True)

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        own = self.tags.values_list("pk", flat=True)
        near = ArticlePage.objects.live().filter(tags__in=list(own)).exclude(pk=self.pk)
        context["related"] = near.annotate(same=Count("pk")).order_by("-same", "-date")[:5]
        return context
