"""How people reach the site: encrypted, and past nobody who is believed without reason."""

from collections.abc import Iterator

from survey.doctor.model import Finding, Installation
from survey.errors import N_, Problem
from survey.settings import Settings

TITLE = N_("People reach the site encrypted.")
PLAIN = N_(
    "The site listens on %(host)s, and MAHALLA_SITE names no address with https: whoever shares "
    "the network can read answers and passwords. Put a proxy with https before it (see "
    "docs/serving.md) and name the address in MAHALLA_SITE."
)
BELIEVED = N_(
    "The site listens on %(host)s and believes proxies (MAHALLA_PROXIES): whoever reaches it past "
    "the proxy can pretend to be anywhere. Let it listen on 127.0.0.1."
)
HERE = ("127.0.0.1", "localhost", "::1")


def look(installation: Installation) -> Iterator[Finding]:
    """Look at the address it listens on beside what it was told of https and proxies."""
    settings = installation.settings
    if settings.host in HERE:
        return
    if not settings.site.startswith("https://"):
        yield _find(PLAIN, settings)
    if settings.proxies:
        yield _find(BELIEVED, settings)


def _find(message: str, settings: Settings) -> Finding:
    return Finding(Problem(message, {"host": settings.host}))
