"""A passphrase around a few bytes."""

import pytest

from survey.errors import MahallaError
from survey.storage.passphrase import seal, unseal


def test_what_was_sealed_opens_with_the_passphrase_alone() -> None:
    """Another passphrase, and what is no sealed file, give nothing."""
    sealed = seal(b"two keys", "four words of ours")
    assert unseal(sealed, "four words of ours") == b"two keys"
    assert unseal(sealed, "four words of yours") is None
    assert unseal(b"a letter", "four words of ours") is None


def test_a_computer_that_is_too_slow_says_so() -> None:
    """It never says that a right passphrase is wrong: that would make people give a backup up."""
    line, stanza, rest = seal(b"two keys", "four words of ours").split(b"\n", 2)
    harder = b"\n".join([line, stanza.rsplit(b" ", 1)[0] + b" 40", rest])
    with pytest.raises(MahallaError, match="too busy, or too slow"):
        unseal(harder, "four words of ours")
