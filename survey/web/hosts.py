"""Host names the site answers to: under no other name can anybody make it speak for them.

A page elsewhere whose name suddenly leads here could otherwise read what a browser is shown here.
"""

from functools import lru_cache
from ipaddress import ip_address
from urllib.parse import urlsplit

from werkzeug.sansio.utils import host_is_trusted

from survey.settings import Settings

OWN = ("localhost", "127.0.0.1", "[::1]")


@lru_cache(maxsize=64)
def is_known_host(host: str, settings: Settings) -> bool:
    """Tell whether the site answers to a name, which may have a port.

    With MAHALLA_HOSTS or MAHALLA_SITE it answers to those names only. Without them it answers to
    numbers, which no stranger's page can have as its name, and to where it was told to listen.
    """
    named = list_hosts(settings)
    if host_is_trusted(host, [*OWN, settings.host, *named]):
        return True
    return not named and is_number(host)


def list_hosts(settings: Settings) -> list[str]:
    """List the names that were given to the site."""
    site = urlsplit(settings.site).hostname
    return [*settings.hosts, *([site] if site else [])]


def is_number(host: str) -> bool:
    """Tell whether a host is an address made of numbers."""
    name = urlsplit(f"//{host}").hostname or ""
    try:
        return bool(ip_address(name))
    except ValueError:
        return False
