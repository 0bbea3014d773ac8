"""What the editors' desk asks: what waits for whom, and one article as they work on it."""

from dataclasses import dataclass, field
from uuid import UUID

from kentongan.rooms.news.errors import NoSuchArticle
from kentongan.rooms.news.models import Article, ArticleVersion, Correction, Picture
from kentongan.rooms.news.models.article import STATE_NAMES
from kentongan.rooms.news.permissions import check_can_edit, list_writers
from kentongan.rooms.news.rules.words import State
from kentongan.rooms.people import api as people

A_PAGE = 30
SHELVES = tuple((state.value, STATE_NAMES[state]) for state in State)
OF_A_ROW = (
    "id", "slug", "state", "title_id", "title_en", "category", "changed_at", "changed_by",
    "publish_at", "published_at", "remark", "corrected_at",
)  # fmt: skip


@dataclass
class DeskRow:
    """An article in a list of the desk."""

    article: Article
    who: str
    waits_for_me: bool = False


@dataclass
class DeskList:
    """Articles of one state, newest change first, and what another editor is waited for with."""

    rows: list[DeskRow]
    corrections: list[Correction] = field(default_factory=list)
    next_key: str = ""


@dataclass
class DeskPage:
    """An article as its editors see it, with what this one may do now."""

    article: Article
    writers: str
    pictures: list[Picture]
    versions: list[ArticleVersion]
    correction: Correction | None
    may: frozenset[str]
    wrote: bool
    names: dict[int, str]


def list_desk(*, by: people.Actor, state: str = "", after: str = "") -> DeskList:
    """Return the articles of a state for an editor. Raises NoSuchArticle for others."""
    check_can_edit(by)
    rows = Article.objects.select_related("category").only(*OF_A_ROW)
    if state in set(State):
        rows = rows.filter(state=state)
    if after:
        rows = rows.filter(pk__lt=_read_key(after))
    found = list(rows.order_by("-id")[: A_PAGE + 1])
    shown = found[:A_PAGE]
    names = people.list_user_names([row.changed_by_id for row in shown if row.changed_by_id])
    wrote = _list_written([row.pk for row in shown], by=by)
    listed = [
        DeskRow(
            row, names.get(row.changed_by_id or 0, ""),
            waits_for_me=row.state == State.REVIEW and row.pk not in wrote,
        )
        for row in shown
    ]  # fmt: skip
    return DeskList(listed, _list_waiting(), shown[-1].pk.hex if len(found) > A_PAGE else "")


def get_desk_page(article_id: UUID, *, by: people.Actor) -> DeskPage:
    """Return an article of any state for an editor. Raises NoSuchArticle."""
    check_can_edit(by)
    article = Article.objects.select_related("category").filter(pk=article_id).first()
    if article is None:
        raise NoSuchArticle
    writers = list_writers(article)
    waiting = article.corrections.filter(at__isnull=True, refused_at__isnull=True).first()
    versions = list(article.versions.defer("content")[:20])
    names = people.list_user_names(
        sorted(writers | {v.made_by_id for v in versions if v.made_by_id} | _proposer(waiting))
    )
    wrote = by.user_id in writers
    return DeskPage(
        article, ", ".join(sorted(names[each] for each in writers if each in names)),
        list(article.pictures.all()), versions, waiting,
        list_possible(article, waiting, wrote=wrote, by=by), wrote, names,
    )  # fmt: skip


def get_version(article_id: UUID, number: int, *, by: people.Actor) -> ArticleVersion:
    """Return an old text of an article for an editor. Raises NoSuchArticle."""
    check_can_edit(by)
    rows = ArticleVersion.objects.select_related("article")
    found = rows.filter(article=article_id, number=number).first()
    if found is None:
        raise NoSuchArticle
    return found


def count_waiting(*, by: people.Actor) -> int:
    """Return how many texts wait for this editor to review."""
    waiting = Article.objects.filter(state=State.REVIEW)
    return waiting.exclude(versions__made_by=by.user_id).count()


def list_possible(
    article: Article, correction: Correction | None, *, wrote: bool, by: people.Actor
) -> frozenset[str]:
    """Return the names of what this editor may do with the article now."""
    state, found = article.state, set()
    if state == State.DRAFT:
        found |= {"save", "send"}
    if state == State.REVIEW and wrote:
        found.add("take_back")
    if state in {State.REVIEW, State.SCHEDULED} and not wrote:
        found |= {"publish", "return"}
    if state == State.PUBLISHED:
        found |= {"correct", "withdraw"}
        if correction is not None and correction.proposed_by_id != by.user_id:
            found.add("decide")
    return frozenset(found)


def _list_waiting() -> list[Correction]:
    rows = Correction.objects.filter(at__isnull=True, refused_at__isnull=True)
    return list(rows.select_related("article").order_by("proposed_at")[:A_PAGE])


def _list_written(ids: list[UUID], *, by: people.Actor) -> set[UUID]:
    found = ArticleVersion.objects.filter(article__in=ids, made_by=by.user_id)
    return set(found.values_list("article_id", flat=True))


def _proposer(correction: Correction | None) -> set[int]:
    return {correction.proposed_by_id} if correction and correction.proposed_by_id else set()


def _read_key(key: str) -> UUID:
    try:
        return UUID(key)
    except ValueError as error:
        raise NoSuchArticle from error
