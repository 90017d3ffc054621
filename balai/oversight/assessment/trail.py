"""What this part records, in words."""

from balai.kernel.transitions import EVERYBODY
from balai.oversight.assessment.models import Edition, ResultList, Round
from balai.oversight.assessment.published.columns import COLUMNS, FIELDS
from balai.oversight.assessment.states import LIST
from balai.registers.audit.domain import Kind, Words
from balai.registers.audit.services import labels_of

WORDS = Words(
    part="assessment",
    names=("Penilaian", "Assessment"),
    events={
        "assessment.load_edition": ("Memuat edisi instrumen", "Loaded an edition"),
        "assessment.open_round": ("Membuka atau mengubah putaran", "Opened or changed a round"),
        "assessment.define_list": ("Menetapkan daftar", "Defined a list"),
        "assessment.describe_scopes": (
            "Menjelaskan cakupan peringkat",
            "Described the scopes of ranks",
        ),
        "assessment.place_regions": ("Menempatkan daerah dalam daftar", "Placed regions in lists"),
        "assessment.publish_list": ("Menerbitkan daftar", "Published a list"),
        "assessment.revise_list": (
            "Menerbitkan versi baru daftar",
            "Published a new version of a list",
        ),
        "assessment.import_results": ("Mengimpor hasil", "Imported results"),
    },
    kinds={
        "edition": Kind(("Edisi instrumen", "Edition"), labels_of(Edition, "code")),
        "round": Kind(("Putaran", "Round"), labels_of(Round, "code")),
        "list": Kind(("Daftar", "List"), labels_of(ResultList, "code")),
    },
    facts={
        **{column.code: column.names for column in COLUMNS},
        **FIELDS,
        "code": ("Kode", "Code"),
        "year": ("Tahun", "Year"),
        "name_id": ("Nama (Indonesia)", "Name (Indonesian)"),
        "name_en": ("Nama (Inggris)", "Name (English)"),
        "stage_name_id": ("Nama tahap (Indonesia)", "Name of the stage (Indonesian)"),
        "stage_name_en": ("Nama tahap (Inggris)", "Name of the stage (English)"),
        "note_id": ("Catatan (Indonesia)", "Note (Indonesian)"),
        "note_en": ("Catatan (Inggris)", "Note (English)"),
        "digest": ("Sidik dokumen", "Digest of the document"),
        "edition": ("Nomor edisi", "Number of the edition"),
        "synthetic": ("Sintetis", "Synthetic"),
        "stages": ("Tahap", "Stages"),
        "size": ("Banyak daerah", "Number of regions"),
        "known_down_to": ("Dikenal sampai peringkat", "Known down to rank"),
        "scored": ("Bernilai", "Scored"),
        "letter_number": ("Nomor surat", "Number of the letter"),
        "letter_date": ("Tanggal surat", "Date of the letter"),
        "source": ("Nomor sumber", "Number of the source"),
        "scopes": ("Cakupan peringkat", "Scopes of ranks"),
        "texts": ("Cakupan tanpa daftar", "Scopes without a list"),
        "placements": ("Penempatan", "Placements"),
        "state": ("Keadaan", "State"),
        "version": ("Versi", "Version"),
        "new": ("Hasil baru", "New results"),
    },
    values={"state": {state.code: state.labels[EVERYBODY] for state in LIST.states}},
)
