"""Settings and their working defaults. Each can be set from the environment as CAMPAIGN_<NAME>, of the same type."""

# Where the program keeps what it stores: the SQLite database and nothing else. Made when first needed.
DATA_DIR = "data"

# The database, as SQLAlchemy writes it: "postgresql+psycopg://user@host/name", or empty for an SQLite file in DATA_DIR.
DATABASE_URL = ""

# Where `campaign serve` listens. 0.0.0.0 opens it to other machines: do that behind a proxy that speaks TLS.
HOST = "127.0.0.1"
PORT = 8000

# How many requests are answered at the same time.
SERVER_THREADS = 8

# The name at the top of every page.
SITE_NAME = "Letters for people in danger"
