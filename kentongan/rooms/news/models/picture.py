from django.db import models

from kentongan.rooms.news.models.article import Article
from kentongan.rooms.news.models.category import pick_language


class Picture(models.Model):
    """A picture of an article, with what it shows, said for who cannot see it, and who made it."""

    id = models.UUIDField(primary_key=True)
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="pictures")
    number = models.PositiveSmallIntegerField()  # the first one leads; others by ![](2)
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    alt_id = models.CharField(max_length=300)
    alt_en = models.CharField(max_length=300, blank=True)
    caption_id = models.CharField(max_length=300, blank=True)
    caption_en = models.CharField(max_length=300, blank=True)
    credit = models.CharField(max_length=100)
    focal_x = models.FloatField(default=0.5)  # what must stay in sight when it is cut, 0 to 1
    focal_y = models.FloatField(default=0.5)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    added_at = models.DateTimeField()

    class Meta:
        db_table = "news_picture"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "number"], name="article_has_one_picture_of_a_number"
            ),
            models.CheckConstraint(
                condition=models.Q(focal_x__range=(0, 1), focal_y__range=(0, 1)),
                name="focal_point_is_in_the_picture",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def alt(self) -> str:
        """What it shows, in the language of the reader."""
        return pick_language(self.alt_id, self.alt_en)


class PictureCopy(models.Model):
    """A picture in one width and format, made once."""

    picture = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="copies")
    width = models.PositiveIntegerField()
    suffix = models.CharField(max_length=4)  # avif, webp, jpg
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "news_picture_copy"
        constraints = [
            models.UniqueConstraint(
                fields=["picture", "width", "suffix"], name="picture_is_copied_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.picture_id} {self.width}.{self.suffix}"
