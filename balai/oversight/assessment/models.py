"""What the assessment keeps: editions, rounds, lists, published results and where they were read."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from balai.oversight.assessment.states import LIST


class Edition(models.Model):
    """One edition of the instrument. document: the file as it was loaded, digest: its SHA-256."""

    SENSITIVE: ClassVar[frozenset[str]] = frozenset()

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    code = models.SlugField(max_length=40, unique=True)
    name_id = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    document = models.TextField()
    digest = models.CharField(max_length=64)
    loaded_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return self.code


class Source(models.Model):
    """A page or letter in which a figure was read."""

    SENSITIVE: ClassVar[frozenset[str]] = frozenset()

    title = models.CharField(max_length=300)
    url = models.URLField(max_length=500, blank=True)
    dated = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["title", "url"],
                name="assessment_source_once",
                violation_error_message=_("Sumber ini sudah ada."),
            )
        ]

    def __str__(self) -> str:
        return self.title


class Round(models.Model):
    """One round of the assessment. version grows with every change of its public figures.

    synthetic: an invented round, for province 99 only; a real round takes no invented region.
    """

    SENSITIVE: ClassVar[frozenset[str]] = frozenset()

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    code = models.SlugField(max_length=40, unique=True)
    year = models.PositiveSmallIntegerField(db_index=True)
    name_id = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    edition = models.ForeignKey(
        Edition, on_delete=models.PROTECT, null=True, blank=True, related_name="rounds"
    )
    synthetic = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return self.code


class Stage(models.Model):
    """A dated stage of a round, under the name that its sources use."""

    SENSITIVE: ClassVar[frozenset[str]] = frozenset()

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="stages")
    position = models.PositiveSmallIntegerField()
    name_id = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    place = models.CharField(max_length=100, blank=True)
    note_id = models.CharField(max_length=300, blank=True)
    note_en = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["round", "position"],
                name="assessment_stage_position",
                violation_error_message=_("Dua tahap tidak boleh berurutan sama."),
            ),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(starts_on__lte=F("ends_on")),
                name="assessment_stage_dates",
                violation_error_message=_("Tahap berakhir sebelum dimulai."),
            ),
        ]

    def __str__(self) -> str:
        return self.name_id


class ResultList(models.Model):
    """Those regions of a round that are ranked among each other: round x cohort group."""

    SENSITIVE: ClassVar[frozenset[str]] = frozenset()

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="lists")
    code = models.SlugField(max_length=40)
    name_id = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    stage_name_id = models.CharField(max_length=200, blank=True)
    stage_name_en = models.CharField(max_length=200, blank=True)
    note_id = models.CharField(max_length=300, blank=True)
    note_en = models.CharField(max_length=300, blank=True)
    size = models.PositiveIntegerField(null=True, blank=True)
    known_down_to = models.PositiveIntegerField(null=True, blank=True)
    scored = models.BooleanField(default=True)
    letter_number = models.CharField(max_length=80, blank=True)
    letter_date = models.DateField(null=True, blank=True)
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    provenance = models.CharField(max_length=20, default="declared")
    state = models.CharField(max_length=20, default=LIST.initial)
    version = models.PositiveIntegerField(default=0)
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["round", "code"],
                name="assessment_list_once",
                violation_error_message=_("Putaran ini sudah punya daftar dengan kode itu."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=LIST.codes),
                name="assessment_list_state",
                violation_error_message=_("Keadaan daftar tidak dikenal."),
            ),
            models.CheckConstraint(
                condition=Q(size__isnull=True)
                | Q(known_down_to__isnull=True)
                | Q(known_down_to__lte=F("size")),
                name="assessment_list_known",
                violation_error_message=_("Daftar tidak mungkin diketahui melebihi besarnya."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round_id}/{self.code}"


class ScopeText(models.Model):
    """What a published words-of-rank means: "191 kab/kota" of 2024 is the regular list.

    list: null when the words name no list ("Provinsi Sumatera Selatan"). rank_of_list: whether
    a rank told with these words is one of the whole list.
    """

    SENSITIVE: ClassVar[frozenset[str]] = frozenset()

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="scope_texts")
    text = models.CharField(max_length=200)
    list = models.ForeignKey(
        ResultList, on_delete=models.CASCADE, null=True, blank=True, related_name="scope_texts"
    )
    rank_of_list = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["round", "text"],
                name="assessment_scope_once",
                violation_error_message=_("Keterangan peringkat ini sudah dijelaskan."),
            ),
            models.CheckConstraint(
                condition=Q(rank_of_list=False) | Q(list__isnull=False),
                name="assessment_scope_rank_needs_list",
                violation_error_message=_("Peringkat daftar memerlukan daftarnya."),
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Placement(models.Model):
    """In which list a region stands when a fact proves it though its source does not say so.

    list: null when a fact is known (no newcomer of 2023), yet no source tells the list.
    """

    SENSITIVE: ClassVar[frozenset[str]] = frozenset()

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="placements")
    region = models.CharField(max_length=13)
    list = models.ForeignKey(
        ResultList, on_delete=models.CASCADE, null=True, blank=True, related_name="placements"
    )
    rank_of_list = models.BooleanField(default=False)
    reason_id = models.CharField(max_length=300)
    reason_en = models.CharField(max_length=300)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["round", "region"],
                name="assessment_placement_once",
                violation_error_message=_("Daerah ini sudah ditempatkan dalam putaran ini."),
            ),
            models.CheckConstraint(
                condition=Q(rank_of_list=False) | Q(list__isnull=False),
                name="assessment_placement_rank_needs_list",
                violation_error_message=_("Peringkat daftar memerlukan daftarnya."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.region} {self.round_id}"


class Result(models.Model):
    """One region in one round, as published. Scores are hundredths of the scale.

    list: null while no source tells it. rank_published and rank_scope: the source's own words;
    rank_of_list: whether that rank is one of the whole list. placed_*: why it stands there.
    """

    SENSITIVE: ClassVar[frozenset[str]] = frozenset()

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="results")
    list = models.ForeignKey(
        ResultList, on_delete=models.PROTECT, null=True, blank=True, related_name="results"
    )
    region = models.CharField(max_length=13, db_index=True)
    name_published = models.CharField(max_length=200)
    stage = models.CharField(max_length=60, blank=True)
    score = models.PositiveSmallIntegerField(null=True, blank=True)
    previous_score = models.PositiveSmallIntegerField(null=True, blank=True)
    rank_published = models.PositiveIntegerField(null=True, blank=True)
    rank_scope = models.CharField(max_length=200, blank=True)
    rank_of_list = models.BooleanField(default=False)
    placed_id = models.CharField(max_length=300, blank=True)
    placed_en = models.CharField(max_length=300, blank=True)
    provenance = models.CharField(max_length=20, default="declared")
    synthetic = models.BooleanField(default=False)
    sources: models.ManyToManyField[Source, ResultSource] = models.ManyToManyField(
        Source, through="ResultSource", related_name="results"
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["round", "region"],
                name="assessment_result_once",
                violation_error_message=_("Daerah ini sudah punya hasil dalam putaran ini."),
            ),
            models.CheckConstraint(
                condition=Q(region__startswith="99.", synthetic=True)
                | (~Q(region__startswith="99.") & Q(synthetic=False)),
                name="assessment_result_real_or_synthetic",
                violation_error_message=_(
                    "Angka rekaan hanya boleh berada di provinsi 99, angka nyata tidak."
                ),
            ),
            models.CheckConstraint(
                condition=Q(rank_published__isnull=True) | Q(rank_published__gte=1),
                name="assessment_result_rank",
                violation_error_message=_("Peringkat dimulai dari 1."),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["list", "-score", "region"], name="assessment_list_order"),
        ]

    def __str__(self) -> str:
        return f"{self.region} {self.round_id}"


class ResultPart(models.Model):
    """The published value of one component or dimension of a result, in hundredths."""

    SENSITIVE: ClassVar[frozenset[str]] = frozenset()

    COMPONENT = "component"
    DIMENSION = "dimension"

    result = models.ForeignKey(Result, on_delete=models.CASCADE, related_name="parts")
    kind = models.CharField(
        max_length=10, choices=[(COMPONENT, _("komponen")), (DIMENSION, _("dimensi"))]
    )
    code = models.SlugField(max_length=40)
    value = models.PositiveSmallIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["result", "kind", "code"],
                name="assessment_part_once",
                violation_error_message=_("Nilai bagian ini sudah ada."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.code}"


class ResultSource(models.Model):
    """A source of a result, in the order in which the file names them."""

    SENSITIVE: ClassVar[frozenset[str]] = frozenset()

    result = models.ForeignKey(Result, on_delete=models.CASCADE, related_name="source_links")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="result_links")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["result", "source"],
                name="assessment_result_source_once",
                violation_error_message=_("Sumber ini sudah dicatat pada hasil itu."),
            )
        ]
        ordering: ClassVar = ["position"]

    def __str__(self) -> str:
        return f"{self.result_id}: {self.source_id}"
