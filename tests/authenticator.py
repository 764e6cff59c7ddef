"""An authenticator made of software: it makes ES256 passkeys and signs with them, rightly or wrongly as a test asks."""

import hashlib
import json
import secrets
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40
ES256 = -7


@dataclass
class Authenticator:
    """One device with one passkey; what it says of itself can be changed between two answers."""

    origin: str = "http://localhost"
    rp_id: str = "localhost"
    flags: int = PRESENT | VERIFIED
    count: int = 1
    credential_id: bytes = field(default_factory=lambda: secrets.token_bytes(16))
    user_handle: bytes = b""
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def make(self, options: str) -> str:
        """The browser's answer to what was asked for to make a passkey."""
        asked = json.loads(options)
        self.user_handle = base64url_to_bytes(asked["user"]["id"])
        identified = bytes(16) + len(self.credential_id).to_bytes(2, "big") + self.credential_id
        data = self._data(ATTESTED) + identified + cbor2.dumps(self._public_key())
        attestation = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        return self._answer(
            {
                "clientDataJSON": self._client_data("webauthn.create", asked["challenge"]),
                "attestationObject": bytes_to_base64url(attestation),
            }
        )

    def use(self, options: str) -> str:
        """The browser's answer to what was asked for to use the passkey; the count goes on."""
        self.count += 1
        data = self._data()
        client_data = self._client_data("webauthn.get", json.loads(options)["challenge"])
        signed = data + hashlib.sha256(base64url_to_bytes(client_data)).digest()
        return self._answer(
            {
                "clientDataJSON": client_data,
                "authenticatorData": bytes_to_base64url(data),
                "signature": bytes_to_base64url(self.key.sign(signed, ec.ECDSA(hashes.SHA256()))),
                "userHandle": bytes_to_base64url(self.user_handle),
            }
        )

    def _public_key(self) -> dict[int, Any]:
        numbers = self.key.public_key().public_numbers()
        return {1: 2, 3: ES256, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")}

    def _data(self, more_flags: int = 0) -> bytes:
        site = hashlib.sha256(self.rp_id.encode()).digest()
        return site + bytes([self.flags | more_flags]) + self.count.to_bytes(4, "big")

    def _client_data(self, kind: str, challenge: str) -> str:
        said = {"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}
        return bytes_to_base64url(json.dumps(said).encode())

    def _answer(self, response: dict[str, str]) -> str:
        name = bytes_to_base64url(self.credential_id)
        return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": response})
