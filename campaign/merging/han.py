"""Chinese characters look different in Chinese, Japanese and Korean print: whose forms a letter takes."""

import re

SCRIPTS = (  # that only one of these languages is written in
    ("ja", re.compile("[\u3041-\u30ff\u31f0-\u31ff\uff66-\uff9f]")),  # kana
    ("ko", re.compile("[\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3]")),  # hangul
    ("zh-Hant", re.compile("[\u3105-\u312f\u31a0-\u31bf]")),  # bopomofo
)
LANGUAGES = {"ja": "ja", "ko": "ko", "zh": "zh-Hans", "zh-Hans": "zh-Hans", "zh-Hant": "zh-Hant"}
COUNTRIES = {"JP": "ja", "KR": "ko", "KP": "ko", "TW": "zh-Hant", "HK": "zh-Hant", "MO": "zh-Hant"}
OTHERWISE = "zh-Hans"


def han_forms(language: str, sender: str, country: str) -> str:
    """Return `zh-Hans`, `zh-Hant`, `ja` or `ko`: the letter's own language, or else what the sender writes in.

    That shows in the sender's text; where it is in Chinese characters alone, the sender's country decides.
    """
    if language in LANGUAGES:
        return LANGUAGES[language]
    written = (forms for forms, script in SCRIPTS if script.search(sender))
    return next(written, COUNTRIES.get(country, OTHERWISE))
