"""How much one file may hold: the one place where the limits of all imports stand."""

MAX_BYTES = 5 * 1024 * 1024
"""Bytes of the uploaded file."""

MAX_ROWS = 10_000
"""Rows under the header."""

MAX_COLUMNS = 60
"""Columns with anything in them."""

MAX_CELL = 4_000
"""Characters in one cell; the longest text we know of in a real table has under 2,000."""

MAX_UNPACKED = 64 * 1024 * 1024
"""Bytes of all parts of a workbook once unpacked: the guard against zip bombs."""

MAX_PARTS = 1_000
"""Parts in a workbook's archive; a plain one has about twelve."""

MAX_TEXT = 32 * 1024 * 1024
"""Characters of all cells together. A workbook may point many cells at one long text."""

MAX_LINES = 1_048_576 + 1_000
"""Lines of a CSV file, blank ones too: as many as a spreadsheet can save, and some."""

MAX_ELEMENTS = 4_000_000
"""XML elements in one part of a workbook; 10,000 rows of 60 texts need 2.4 million."""

MAX_ATTRIBUTES = 60
"""Attributes of one XML element; a worksheet's root has about twenty."""

MAX_TAG = 256 * 1024
"""Bytes of one XML tag or comment."""
