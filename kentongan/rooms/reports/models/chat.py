"""Exported group chats: who said what is sealed; what seems to be a report waits for an officer."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kentongan.rooms.reports.models.category import Category
from kentongan.rooms.reports.models.report import Report


class ChatGroup(models.Model):
    """A group whose exports an office reads; found again by a blind index of its name."""

    office = models.ForeignKey("places.Office", on_delete=models.PROTECT, related_name="+")
    name_index = models.BinaryField(max_length=32)
    name_sealed = models.BinaryField()

    class Meta:
        db_table = "chat_group"
        constraints = [
            models.UniqueConstraint(
                fields=["office", "name_index"], name="an_office_knows_a_group_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)


class ChatAuthor(models.Model):
    """Somebody who wrote in a group, as the exporting phone calls them; sealed."""

    group = models.ForeignKey(ChatGroup, on_delete=models.CASCADE, related_name="authors")
    name_index = models.BinaryField(max_length=32)
    name_sealed = models.BinaryField()

    class Meta:
        db_table = "chat_author"
        constraints = [
            models.UniqueConstraint(
                fields=["group", "name_index"], name="a_group_knows_an_author_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)


class ChatImport(models.Model):
    """One exported file, read by the queue. The file itself is deleted when it was read."""

    class State(models.TextChoices):
        """How far the reading is."""

        WAITING = "waiting", _("Waiting")
        READING = "reading", _("Being read")
        ASKING = "asking", _("Needs an answer")
        PHOTOS = "photos", _("Photos are being stored")
        DONE = "done", _("Read")
        FAILED = "failed", _("Could not be read")

    id = models.UUIDField(primary_key=True, editable=False)
    office = models.ForeignKey("places.Office", on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey(ChatGroup, null=True, on_delete=models.CASCADE, related_name="+")
    file = models.ForeignKey(
        "files.StoredFile", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    file_sha256 = models.CharField(max_length=64)
    name_sealed = models.BinaryField()  # of the file: it holds the group's name
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    order = models.CharField(max_length=3, blank=True)  # dmy, mdy or ymd, when a person said it
    fault = models.CharField(max_length=40, blank=True)  # code of the refusal
    platform = models.CharField(max_length=8, blank=True)
    message_count = models.PositiveIntegerField(default=0)
    new_count = models.PositiveIntegerField(default=0)
    proposal_count = models.PositiveIntegerField(default=0)
    refused_photos = models.PositiveIntegerField(default=0)
    example_sealed = models.BinaryField(default=b"")  # first day in both readings, when asking
    leftover_count = models.PositiveIntegerField(default=0)
    leftovers_sealed = models.BinaryField(default=b"")  # the first lines that fit nothing
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField()
    touched_at = models.DateTimeField()  # by the queue: long ago means its worker died
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "chat_import"
        indexes = [
            models.Index(fields=["office", "-made_at"], name="chat_import_of_office"),
            models.Index(
                fields=["touched_at"],
                condition=Q(state__in=["waiting", "reading", "photos"]),
                name="chat_import_under_way",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["done", "failed"]) | Q(done_at__isnull=False),
                name="read_chat_import_has_moment",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class ChatProposal(models.Model):
    """Messages that seem to be one report; an officer accepts, joins or drops it."""

    class State(models.TextChoices):
        """What an officer decided."""

        PROPOSED = "proposed", _("Proposed")
        ACCEPTED = "accepted", _("Accepted")
        JOINED = "joined", _("Joined")
        DROPPED = "dropped", _("Dropped")

    id = models.UUIDField(primary_key=True, editable=False)
    office = models.ForeignKey("places.Office", on_delete=models.PROTECT, related_name="+")
    source = models.ForeignKey(ChatImport, on_delete=models.CASCADE, related_name="proposals")
    author = models.ForeignKey(ChatAuthor, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()  # of its first message
    state = models.CharField(max_length=8, choices=State.choices, default=State.PROPOSED)
    category = models.ForeignKey(Category, null=True, on_delete=models.SET_NULL, related_name="+")
    village_code = models.CharField(max_length=13, blank=True)
    words_sealed = models.BinaryField()
    place_words_sealed = models.BinaryField()
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    reasons = ArrayField(models.CharField(max_length=24), default=list)
    like = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="+")
    into = models.ForeignKey(
        "self", null=True, on_delete=models.SET_NULL, related_name="joined_here"
    )
    report = models.ForeignKey(Report, null=True, on_delete=models.SET_NULL, related_name="+")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "chat_proposal"
        indexes = [
            models.Index(
                fields=["office", "at", "id"],
                condition=Q(state="proposed"),
                name="chat_proposal_waiting",
            ),
            models.Index(fields=["office", "-decided_at"], name="chat_proposal_decided"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="proposed", decided_at__isnull=True)
                | ~Q(state="proposed") & Q(decided_at__isnull=False),
                name="decided_chat_proposal_has_moment",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class ChatMessage(models.Model):
    """A message of a group: once, however many exports hold it. Words are sealed."""

    group = models.ForeignKey(
        ChatGroup, on_delete=models.CASCADE, related_name="messages", db_index=False
    )
    author = models.ForeignKey(
        ChatAuthor, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    fingerprint = models.BinaryField(max_length=32)
    occurrence = models.PositiveSmallIntegerField()  # the same words in the same minute, again
    at = models.DateTimeField()
    number = models.PositiveIntegerField()  # its place in the export that brought it
    kind = models.CharField(max_length=10)
    text_sealed = models.BinaryField()
    file_name = models.CharField(max_length=120, blank=True)  # as the program named it
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    photo = models.ForeignKey(
        "files.StoredFile", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    proposal = models.ForeignKey(
        ChatProposal, null=True, on_delete=models.SET_NULL, related_name="messages"
    )

    class Meta:
        db_table = "chat_message"
        indexes = [models.Index(fields=["group", "at", "number"], name="chat_message_by_time")]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "fingerprint", "occurrence"], name="a_chat_message_is_kept_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)
