"""The real data for tests, quickly: areas, rounds, lists and published results."""

from pathlib import Path

from balai.kernel.actor import System
from balai.oversight.assessment import edition_file, services
from balai.oversight.assessment.drafts import ListDraft, RoundDraft
from balai.oversight.assessment.figures import Names, SourceRef
from balai.registers.intake import services as intake
from tests.registers.regions.factories import load_test_areas

PUBLISHED = Path(__file__).parents[3] / "data" / "published"
BY = System("tests")


def published_results() -> None:
    """Load the areas and all of data/published into the test database, as set-up does."""
    load_test_areas()
    services.load_published_data(directory=PUBLISHED, by=BY)


def make_round(code="2031", year=2031, *, edition="gmsc-2021", synthetic=False):
    """Open a round of no stages; the edition must be loaded if it is named."""
    names = Names(f"Evaluasi {code}", f"Evaluation {code}")
    draft = RoundDraft(code=code, year=year, names=names, edition=edition, synthetic=synthetic)
    return services.open_round(draft=draft, by=BY)


def make_list(round_code="2031", code="baru", **facts):
    """Define a list with a source, of ten regions unless told otherwise."""
    draft = {
        "round_code": round_code,
        "code": code,
        "names": Names(f"Daftar {code} {round_code}", f"List {code} {round_code}"),
        "size": 10,
        "source": SourceRef("Surat percobaan", "https://example.org/surat"),
        **facts,
    }
    return services.define_list(draft=ListDraft(**draft), by=BY)


def load_shipped_edition():
    """Load the edition that comes with the product."""
    return services.load_edition(
        content=(edition_file.FOLDER / "gmsc-2021.yaml").read_bytes(), by=BY
    )


def import_text(tmp_path, text, name="berkas.csv", by=BY, **options):
    """Import a CSV from text and return the intake's report."""
    path = tmp_path / name
    path.write_text(text)
    return intake.import_file(kind="published-results", path=path, options=options, by=by)
