"""Adding passkeys and signing in with them. The webauthn library verifies; here is what it is held to.

Every passkey must ask who uses it (a finger, a face, a PIN), and be one that can be found without an address.
"""

import hashlib
import hmac
from datetime import datetime

import webauthn
from sqlalchemy import select, update
from sqlalchemy.orm import Session
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, parse_authentication_credential_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticationCredential,
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from campaign.errors import BadPasskey, CopiedPasskey, WrongSignIn
from campaign.models import Coordinator, Passkey
from campaign.services.accounts.challenges import HOLDS_FOR
from campaign.services.accounts.keyring import checked_name, list_passkeys
from campaign.services.accounts.relying_party import RelyingParty

TIMEOUT_MS = int(HOLDS_FOR.total_seconds()) * 1000
LONGEST_ANSWER = 20_000  # characters; what browsers send has some hundreds
LONGEST_CREDENTIAL_ID = 1023  # bytes (WebAuthn, section 4)
REQUIRED = UserVerificationRequirement.REQUIRED
# What the library lets through when an answer is no answer at all: it reads JSON and CBOR as they come.
UNREADABLE = (
    WebAuthnException,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    OverflowError,
    RecursionError,
)


def adding_options(session: Session, party: RelyingParty, coordinator: Coordinator, challenge: bytes) -> str:
    """Return, as JSON, what a browser needs to make a passkey for a coordinator; none on a device that has one."""
    options = webauthn.generate_registration_options(
        rp_id=party.id,
        rp_name=party.name,
        user_id=_handle(coordinator.id),
        user_name=coordinator.email,
        user_display_name=coordinator.name,
        challenge=challenge,
        timeout=TIMEOUT_MS,
        exclude_credentials=_descriptors(session, coordinator.id),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=REQUIRED
        ),
    )
    return webauthn.options_to_json(options)


def add_passkey(
    session: Session,
    party: RelyingParty,
    coordinator: Coordinator,
    *,
    name: str,
    answer: str,
    challenge: bytes,
    now: datetime,
) -> Passkey:
    """Keep the passkey that a browser made for a coordinator.

    `answer` is the browser's JSON, `challenge` what it was to sign. Raises BadPasskey.
    """
    name = checked_name(name)
    try:
        made = webauthn.verify_registration_response(
            credential=_limited(answer),
            expected_challenge=challenge,
            expected_rp_id=party.id,
            expected_origin=party.origin,
            require_user_verification=True,
        )
    except UNREADABLE as error:
        raise BadPasskey("That passkey cannot be used here. Try once more, or another device.") from error
    credential_id = bytes_to_base64url(made.credential_id)
    known = session.scalar(select(Passkey).filter_by(credential_id=credential_id))
    if known is not None or len(made.credential_id) > LONGEST_CREDENTIAL_ID:
        raise BadPasskey("That passkey was added before, or cannot be kept. Use another device.")
    passkey = Passkey(
        coordinator_id=coordinator.id,
        name=name,
        credential_id=credential_id,
        public_key=made.credential_public_key,
        sign_count=made.sign_count,
        added_at=now,
    )
    session.add(passkey)
    session.flush()
    return passkey


def using_options(session: Session, party: RelyingParty, challenge: bytes, coordinator_id: int | None = None) -> str:
    """Return, as JSON, what a browser needs to use a passkey: of one coordinator, or whichever it has for this site."""
    options = webauthn.generate_authentication_options(
        rp_id=party.id,
        challenge=challenge,
        timeout=TIMEOUT_MS,
        allow_credentials=None if coordinator_id is None else _descriptors(session, coordinator_id),
        user_verification=REQUIRED,
    )
    return webauthn.options_to_json(options)


def find_owner(session: Session, answer: str) -> Coordinator:
    """Return whose passkey an answer names, before anything of it is believed.

    Raises WrongSignIn, with the same words whatever is wrong.
    """
    credential = _read(answer)
    query = select(Coordinator).join(Passkey, Passkey.coordinator_id == Coordinator.id)
    owner = session.scalar(query.where(Passkey.credential_id == bytes_to_base64url(credential.raw_id)))
    if owner is None or owner.disabled_at is not None or not owner.is_enrolled:
        raise _wrong()
    if not hmac.compare_digest(credential.response.user_handle or b"", _handle(owner.id)):
        raise _wrong()
    return owner


def check_passkey(
    session: Session, party: RelyingParty, coordinator_id: int, *, answer: str, challenge: bytes, now: datetime
) -> None:
    """Let a coordinator in if one of their passkeys signed the challenge, and note that it was used.

    Raises WrongSignIn, and CopiedPasskey if it counted less than before.
    """
    credential = _read(answer)
    passkey = session.scalar(
        select(Passkey).filter_by(coordinator_id=coordinator_id, credential_id=bytes_to_base64url(credential.raw_id))
    )
    if passkey is None:
        raise _wrong()
    try:
        used = webauthn.verify_authentication_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=party.id,
            expected_origin=party.origin,
            credential_public_key=passkey.public_key,
            credential_current_sign_count=0,  # compared below: once the signature is known to be good, and by one only
            require_user_verification=True,
        )
    except UNREADABLE as error:
        raise _wrong() from error
    _count_on(session, passkey, used.new_sign_count, now)


def _count_on(session: Session, passkey: Passkey, count: int, now: datetime) -> None:
    """Keep a passkey's new count; it must be above the last, or nought for good where a passkey does not count."""
    goes_on = Passkey.sign_count < count if count else Passkey.sign_count == 0
    kept = update(Passkey).where(Passkey.id == passkey.id, goes_on).values(sign_count=count, last_used_at=now)
    if session.scalar(kept.returning(Passkey.id)) is None:
        raise CopiedPasskey(
            "The passkey “%(name)s” counts less than it did before: somebody may have a copy of it. Sign in another "
            "way, remove it, and tell an administrator.",
            name=passkey.name,
        )


def _read(answer: str) -> AuthenticationCredential:
    try:
        return parse_authentication_credential_json(_limited(answer))
    except UNREADABLE as error:
        raise _wrong() from error


def _limited(answer: str) -> str:
    if len(answer) > LONGEST_ANSWER:
        raise ValueError("no browser answers at such length")
    return answer


def _wrong() -> WrongSignIn:
    return WrongSignIn("That passkey does not fit. Use another one, or sign in with a code.")


def _handle(coordinator_id: int) -> bytes:
    """Return what passkeys call a coordinator: the same for all of theirs, and no name or address."""
    return hashlib.sha256(f"coordinator {coordinator_id}".encode()).digest()


def _descriptors(session: Session, coordinator_id: int) -> list[PublicKeyCredentialDescriptor]:
    passkeys = list_passkeys(session, coordinator_id)
    return [PublicKeyCredentialDescriptor(id=base64url_to_bytes(passkey.credential_id)) for passkey in passkeys]
