"""Stems: the beginning that many questions share, said once above a chart."""

from collections import Counter
from collections.abc import Sequence

FEWEST_WORDS = 3
SMALLEST_PART = 0.6


def share_stem(texts: Sequence[str]) -> tuple[str, list[str]]:
    """Take a beginning shared by most `texts` off them: (stem, texts).

    The beginning has at least three words and opens at least three texts and 60 of 100. What is
    cut off is shown by “…” on both sides; the other texts stay whole.
    """
    stem = _find_stem(texts)
    if not stem:
        return "", list(texts)
    rest = [f"… {text[len(stem) :].strip()}" if _opens(stem, text) else text for text in texts]
    return f"{stem.rstrip('،, ')} …", rest


def _find_stem(texts: Sequence[str]) -> str:
    """Find the beginning, of whole words, that saves the most letters in enough of the texts."""
    needed = max(3.0, SMALLEST_PART * len(texts))
    beginnings = Counter(
        " ".join(words[:length])
        for words in (text.split() for text in texts)
        for length in range(FEWEST_WORDS, len(words))
    )
    common = [(count * len(stem), stem) for stem, count in beginnings.items() if count >= needed]
    return max(common, default=(0, ""))[1]


def _opens(stem: str, text: str) -> bool:
    return text.startswith(f"{stem} ")
