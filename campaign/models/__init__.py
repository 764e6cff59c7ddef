"""The model: one noun a file. Importing this package makes every table known to SQLAlchemy."""

from campaign.models.action import Action, ActionText, FieldLevel
from campaign.models.addressee import Addressee, AddresseeText
from campaign.models.authority import (
    Authority,
    AuthorityKey,
    AuthorityText,
    AuthorityVersion,
    Contact,
    MergedAuthority,
    PostalAddress,
)
from campaign.models.case import Case
from campaign.models.coordinator import Coordinator, Invitation, RecoveryCode
from campaign.models.correction import Correction
from campaign.models.demand import Demand, DemandText
from campaign.models.directory_import import DirectoryImport
from campaign.models.event import Event, EventHead
from campaign.models.feed import FeedAddress, FeedNamespace
from campaign.models.finding import found_by
from campaign.models.imported_draft import ImportedDraft
from campaign.models.kept_form import KeptForm
from campaign.models.merge import Merge, NotDuplicates
from campaign.models.mission import Accreditation, Mission
from campaign.models.organisation import Organisation, OrganisationName
from campaign.models.outcome import Outcome
from campaign.models.passkey import Passkey, PasskeyChallenge
from campaign.models.person import PersonAtRisk, PersonText
from campaign.models.preview import PreviewLink
from campaign.models.reminder import Reminder
from campaign.models.review import Change, Review
from campaign.models.revision import Revision
from campaign.models.signed_in import SignedIn, SignInTry
from campaign.models.succession import Succession

__all__ = [
    "Accreditation",
    "Action",
    "ActionText",
    "Addressee",
    "AddresseeText",
    "Authority",
    "AuthorityKey",
    "AuthorityText",
    "AuthorityVersion",
    "Case",
    "Change",
    "Contact",
    "Coordinator",
    "Correction",
    "Demand",
    "DemandText",
    "DirectoryImport",
    "Event",
    "EventHead",
    "FeedAddress",
    "FeedNamespace",
    "FieldLevel",
    "ImportedDraft",
    "Invitation",
    "KeptForm",
    "Merge",
    "MergedAuthority",
    "Mission",
    "NotDuplicates",
    "Organisation",
    "OrganisationName",
    "Outcome",
    "Passkey",
    "PasskeyChallenge",
    "PersonAtRisk",
    "PersonText",
    "PostalAddress",
    "PreviewLink",
    "RecoveryCode",
    "Reminder",
    "Review",
    "Revision",
    "SignInTry",
    "SignedIn",
    "Succession",
    "found_by",
]
