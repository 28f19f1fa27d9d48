"""A text in a language that the reader does not know is withheld, however sure the reader is of itself."""

import pytest

from processors.text.vouching import RISK_MAX, is_vouched


@pytest.mark.parametrize(
    "text",
    [
        "Hola, me llamo Luc\u00eda y quiero recoger el anillo para mi madre por la tarde",
        "Ich m\u00f6chte den Ring f\u00fcr meine Frau abholen, sie ist morgen nicht da",
        "Bonjour, je voudrais une bague pour ma femme avec des diamants",
        "\u041c\u0435\u043d\u044f \u0437\u043e\u0432\u0443\u0442 \u0418\u0432\u0430\u043d",
        "\u4f60\u597d\uff0c\u6211\u7684\u6212\u6307\u5728\u54ea\u91cc",
    ],
)
def test_another_language_is_not_vouched_for(text: str) -> None:
    assert not is_vouched(text, 0.0)


@pytest.mark.parametrize(
    "text",
    [
        "Could you hold the tanzanite until Thursday?",
        "cust wants rose gold band sz 6, comfort fit, la petite collection",
        "She loved the caf\u00e9 ring by Est\u00e9e, size 5 \u00bd",
        "ok",
        "",
    ],
)
def test_english_is_with_its_names_and_shorthand(text: str) -> None:
    assert is_vouched(text, 0.0)


def test_a_doubtful_reading_is_not() -> None:
    assert not is_vouched("ok", RISK_MAX + 0.01)
