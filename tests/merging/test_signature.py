"""What somebody drew, read from what a browser posts or a sender file holds."""

import json
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.errors import BadSignature
from campaign.merging.signature import LARGEST_DRAWING, Signature, SignatureKind, drawn_signature


def stroke(*points: tuple[float, float]) -> dict:
    """A stroke as signature_pad gives it."""
    return {"penColor": "black", "points": [{"time": 1, "x": x, "y": y, "pressure": 0.5} for x, y in points]}


def test_a_drawing_is_read_from_json_and_from_what_json_holds() -> None:
    drawing = [stroke((1, 2), (1, 2), (3, 4.5)), stroke(), stroke((9, 9))]

    signature = drawn_signature(drawing)

    assert signature == drawn_signature(json.dumps(drawing))
    assert signature.kind is SignatureKind.DRAWN
    assert signature.strokes == (((1.0, 2.0), (3.0, 4.5)), ((9.0, 9.0),))
    assert pickle.loads(pickle.dumps(signature)) == signature  # noqa: S301  (our own: it goes to a child)


def test_a_signature_does_not_show_when_it_is_logged() -> None:
    drawn = drawn_signature([stroke((12345, 2), (3, 4))])
    picture = Signature(SignatureKind.PICTURE, picture=b"12345")

    assert "12345" not in f"{drawn!r} {picture!r} {drawn} {picture}"


@pytest.mark.parametrize(
    ("drawing", "message"),
    [
        ("", "Nothing is drawn yet"),
        ("[]", "Nothing is drawn yet"),
        ([stroke()], "Nothing is drawn yet"),
        ([stroke((1, 1)), stroke((1, 1))], "Nothing is drawn yet"),
        ("[" * 60_000, "cannot be read"),
        ("nonsense", "cannot be read"),
        ("{}", "cannot be read"),
        ([1], "cannot be read"),
        ([{"points": 7}], "cannot be read"),
        ([{"points": [7]}], "cannot be read"),
        ([{"points": [{"x": 1}]}], "cannot be read"),
        ([stroke((1, True))], "cannot be read"),
        ([stroke((1, float("nan")), (2, 3))], "cannot be read"),
        ([stroke((1, "2"), (2, 3))], "cannot be read"),
        ('[{"points": [{"x": "\ud800", "y": 1}]}]', "cannot be read"),
        ('[{"points": [{"x": NaN, "y": 1}]}]', "cannot be read"),
        ('[{"points": [{"x": 1e999, "y": 1}]}]', "cannot be read"),
        (f'[{{"points": [{{"x": {"9" * 5000}, "y": 1}}]}}]', "cannot be read"),
        ([stroke((1, 2), (1, 10**6))], "cannot be read"),
        ([stroke(*[(x, x % 7) for x in range(4001)])], "too many lines"),
        ([stroke((x, x)) for x in range(301)], "too many lines"),
        (" " * (LARGEST_DRAWING + 1), "too many lines"),
    ],
)
def test_what_is_no_drawing_is_told_in_a_sentence(drawing: object, message: str) -> None:
    with pytest.raises(BadSignature, match=message):
        drawn_signature(drawing)


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["points", "x", "y"]), inner),
    max_leaves=12,
)


@given(ANYTHING)
def test_whatever_is_given_is_a_drawing_or_refused(value: object) -> None:
    for given_value in (value, json.dumps(value)):
        try:
            signature = drawn_signature(given_value)
        except BadSignature as refusal:
            assert str(refusal).endswith(".")
        else:
            assert signature.strokes
