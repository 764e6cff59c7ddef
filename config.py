"""Settings and their working defaults. Each can be set from the environment as CAMPAIGN_<NAME>, of the same type."""

# Where the program keeps what it stores: the SQLite database, the key that seals the log of changes (audit.key), and
# nothing else. Made when first needed.
DATA_DIR = "data"

# The database, as SQLAlchemy writes it: "postgresql+psycopg://user@host/name", or empty for an SQLite file in DATA_DIR.
DATABASE_URL = ""

# Where `campaign serve` listens. 0.0.0.0 opens it to other machines: do that behind a proxy that speaks TLS.
HOST = "127.0.0.1"
PORT = 8000

# The address that the pages have for everybody else, such as "https://letters.example": one-time links begin with it,
# and passkeys are made for it. Empty: http://HOST:PORT.
SITE_ADDRESS = ""

# How many requests are answered at the same time.
SERVER_THREADS = 8

# How many proxies stand in front and tell the visitor's address in X-Forwarded-For. With 0 the header is not believed.
TRUSTED_PROXIES = 0

# How often letters may be asked for from one part of the network (an address without its last digits), in words of the
# `limits` library. A group that writes together shares one. Calendars that fetch last days are counted
# apart, and so are looks at a letter while it is written.
LETTER_LIMIT = "120 per minute; 3000 per day"

# How many letters are laid out at once, how many more may wait, and how many seconds one may take. Two threads at least
# stay free for pages.
RENDER_SLOTS = 2
RENDER_WAITING = 4
RENDER_SECONDS = 20

# The address that your fax service makes of a number, offered to supporters who fax by e-mail; they can change it.
# "{digits}@fax.example" or, for an Internet fax gateway, "FAX=+{digits}@gateway.example". Empty: they write their own.
FAX_PATTERN = ""

# The mail server that takes reminders for coordinators; with it SITE_ADDRESS and MAIL_FROM are needed too. Empty: no
# mail is sent. SMTP_SECURITY is "starttls" (as usual on port 587), "tls" (port 465), or "none", for a server on this
# machine. Set the password from the environment, CAMPAIGN_SMTP_PASSWORD, rather than here.
SMTP_HOST = ""
SMTP_PORT = 587
SMTP_USER = ""
SMTP_PASSWORD = ""
SMTP_SECURITY = "starttls"

# The address that reminders come from, such as "desk@letters.example".
MAIL_FROM = ""

# The name at the top of every page.
SITE_NAME = "Letters for people in danger"
