"""How much one spreadsheet may be. Beyond these a file is refused in a sentence, never tried."""

ROWS = 1_000_000
COLUMNS = 200
CELL = 100_000  # characters; a complaint's account holds 20,000
FILE = 200 * 2**20  # bytes of an uploaded file

# A workbook is an archive: what it unpacks to counts, and reading it is slow.
WORKBOOK_ROWS = 100_000
WORKBOOK_UNPACKED = 128 * 2**20
WORKBOOK_PARTS = 2_000

# The child process that reads.
MEMORY = 1536 * 2**20
CPU_SECONDS = 90
WRITTEN = 1024 * 2**20
PATIENCE = 180.0  # seconds by the wall clock
