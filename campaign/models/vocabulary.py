"""The words that a field of the model may hold, each kind with its meaning; states have their own file."""

from enum import StrEnum


class ActionKind(StrEnum):
    """What sort of appeal the action was made from."""

    ACTION = "action"
    UPDATE = "update"
    EXTENSION = "extension"
    STOP = "stop"
    OPEN_LETTER = "open_letter"
    READY_LETTER = "ready_letter"


class OrganisationMention(StrEnum):
    """Whether letters may name the organisation or the code."""

    FORBID = "forbid"
    ALLOW = "allow"
    REQUIRE = "require"


class NameEmphasis(StrEnum):
    """How the names of the persons at risk stand out in a letter."""

    NONE = "none"
    BOLD = "bold"
    CAPITALS = "capitals"


class Consent(StrEnum):
    """Whether the persons at risk, or those close to them, agreed to the action."""

    NOT_RECORDED = "not_recorded"
    GIVEN = "given"
    COULD_NOT_BE_HAD = "could_not_be_had"


class LevelledField(StrEnum):
    """A field of an action whose publication level can be lowered."""

    SUMMARY = "summary"
    FACTS = "facts"
    BACKGROUND = "background"


class NameKind(StrEnum):
    """What sort of name it is; the lint keeps all of them out of letters where an action says so."""

    NAME = "name"
    ACRONYM = "acronym"
    ALIAS = "alias"
    DOMAIN = "domain"


class Gender(StrEnum):
    """A person's gender; entered by somebody who knows, never inferred from a name."""

    FEMALE = "f"
    MALE = "m"
    OTHER = "x"


class PublicationLevel(StrEnum):
    """Who may see something: everyone, the readers of a letter, or coordinators alone."""

    PUBLIC = "public"
    LETTER_ONLY = "letter_only"
    INTERNAL = "internal"


class DemandKind(StrEnum):
    """A thing asked for; a concern to express; a duty to recall."""

    ASK = "ask"
    CONCERN = "concern"
    REMINDER = "reminder"


class Role(StrEnum):
    """What an addressee can do: act, oversee who acts, carry the message, or just read along."""

    TARGET = "target"
    OVERSIGHT = "oversight"
    CHANNEL = "channel"
    COPY = "copy"


class Office(StrEnum):
    """The kind of office, which decides the form of address where nothing more exact is known."""

    HEAD_OF_STATE = "head_of_state"
    MONARCH = "monarch"
    PRIME_MINISTER = "prime_minister"
    FOREIGN_MINISTER = "foreign_minister"
    MINISTER = "minister"
    PROSECUTOR_GENERAL = "prosecutor_general"
    ATTORNEY_GENERAL = "attorney_general"
    CHAIR = "chair"
    AMBASSADOR = "ambassador"
    HIGH_COMMISSIONER = "high_commissioner"
    GOVERNOR = "governor"
    JUDGE = "judge"
    GENERAL = "general"
    DIRECTOR = "director"
    OTHER = "other"


class OwnMinister(StrEnum):
    """Who of the supporter's own government an action asks them to write to, so that it raises the case."""

    FOREIGN_MINISTER = "foreign_minister"
    PRIME_MINISTER = "prime_minister"
    HEAD_OF_STATE = "head_of_state"


class ContactKind(StrEnum):
    """A way to reach an authority other than by post; a telegram address is kept as history only."""

    FAX = "fax"
    EMAIL = "email"
    PHONE = "phone"
    HANDLE = "handle"
    TELEGRAM = "telegram"


class Doubt(StrEnum):
    """Why a number as published cannot simply be dialled."""

    END_OF_A_NUMBER = "end_of_a_number"
    NO_COUNTRY_CODE = "no_country_code"
    MORE_THAN_A_NUMBER = "more_than_a_number"
    ZERO_IN_BRACKETS = "zero_in_brackets"
    NO_NUMBER = "no_number"


class WrongPart(StrEnum):
    """What of an authority the public says is wrong."""

    POST = "post"
    FAX = "fax"
    EMAIL = "email"
    HOLDER = "holder"  # somebody else holds the office, or their name is another
    OTHER = "other"


class CorrectionVerdict(StrEnum):
    """What a coordinator made of a correction: it was right, right but for its words, or wrong."""

    ACCEPTED = "accepted"
    CORRECTED = "corrected"
    REFUSED = "refused"


class Channel(StrEnum):
    """What a letter becomes: paper to print, a fax as a PDF or an image, an e-mail draft; or what it is posted in."""

    PRINT = "print"
    FAX = "fax"
    FAX_TIFF = "fax-tiff"
    EMAIL = "email"
    ENVELOPE = "envelope"
    LABELS = "labels"


class MissionKind(StrEnum):
    """What sort of mission it is."""

    EMBASSY = "embassy"
    HIGH_COMMISSION = "high_commission"
    PERMANENT_MISSION = "permanent_mission"
    CONSULATE_GENERAL = "consulate_general"
    INTERESTS_SECTION = "interests_section"
    NUNCIATURE = "nunciature"
    DELEGATION = "delegation"


class Verdict(StrEnum):
    """How a review ended: published, back to those who edit, or overtaken by a stop or the archive."""

    APPROVED = "approved"
    SENT_BACK = "sent_back"
    WITHDRAWN = "withdrawn"


class DeadlineRule(StrEnum):
    """Whether the printed day itself still counts."""

    BEFORE = "before"
    UNTIL = "until"


class EventKind(StrEnum):
    """What somebody did, as the log says it."""

    CREATED = "created"
    EDITED = "edited"
    SENT_TO_REVIEW = "sent_to_review"
    SENT_BACK = "sent_back"
    APPROVED = "approved"
    PUBLISHED = "published"
    STOPPED = "stopped"
    ARCHIVED = "archived"
    EXTENDED = "extended"
    OUTCOME_RECORDED = "outcome_recorded"
    CONTACT_CHANGED = "contact_changed"
    VERIFIED = "verified"
    CORRECTION_DECIDED = "correction_decided"
    SUCCEEDED = "succeeded"
    MERGED = "merged"
    MERGE_UNDONE = "merge_undone"
    COORDINATOR_CHANGED = "coordinator_changed"
    EXPORTED = "exported"
    PREVIEW_MADE = "preview_made"
    PREVIEW_REVOKED = "preview_revoked"


class SubjectKind(StrEnum):
    """What an entry of the log is about; a coordinator is named by e-mail, everything else by its slug."""

    ACTION = "action"
    AUTHORITY = "authority"
    COORDINATOR = "coordinator"
    ORGANISATION = "organisation"


class AccountChange(StrEnum):
    """What happened to how a coordinator gets in, as its entry of the log says it."""

    INVITED = "invited"
    INVITATION_ACCEPTED = "invitation accepted"
    GIVEN_A_ROLE = "given a role"
    DISABLED = "disabled"
    GIVEN_A_LINK = "given a sign-in link"
    CAME_BY_A_LINK = "signed in by a link"
    PASSWORD_CHOSEN = "password chosen"  # noqa: S105
    APP_SET_UP = "app set up"
    CODES_RENEWED = "recovery codes renewed"
    PASSKEY_ADDED = "passkey added"
    PASSKEY_RENAMED = "passkey renamed"
    PASSKEY_REMOVED = "passkey removed"
    PASSKEY_REFUSED = "passkey refused, because it counted less than before"
    CALENDAR_MADE = "given a calendar address"
    CALENDAR_ENDED = "calendar address ended"


class CoordinatorRole(StrEnum):
    """What a coordinator may do; each role may do all that the ones before it may."""

    VIEWER = "viewer"
    EDITOR = "editor"
    PUBLISHER = "publisher"
    ADMINISTRATOR = "administrator"

    def covers(self, needed: "CoordinatorRole") -> bool:
        """Whether this role may do what the needed one may."""
        ranks = list(CoordinatorRole)
        return ranks.index(self) >= ranks.index(needed)


class LinkKind(StrEnum):
    """What a one-time link is for: to begin with a password and a second factor, or to be let in at once."""

    INVITATION = "invitation"
    SIGN_IN = "sign_in"


class CeremonyKind(StrEnum):
    """What a browser is asked to let a passkey sign for."""

    ADDING = "adding"  # a new passkey
    SECOND_STEP = "second_step"  # after the password, in the place of a code
    ONLY_STEP = "only_step"  # in the place of address, password and code
    AGAIN = "again"  # by somebody who is signed in, before something grave


class TryKind(StrEnum):
    """What somebody tried to get right."""

    PASSWORD = "password"  # noqa: S105  (a kind, not a password)
    CODE = "code"
