"""`mahalla referrals forget`: a dry run first, then the deletion."""

from click.testing import CliRunner

from survey.cli import main
from survey.referrals.store import make_referral
from tests.databases import tell_database
from tests.referrals.conftest import AGREED, CONTACT, NOW


def test_forgetting(office, settings):
    """The dry run counts and deletes nothing; the command deletes what is old."""
    make_referral(office, NOW.date().replace(year=2020), "CODE", ("east", "house"), CONTACT, AGREED)
    command = ["referrals", "forget", "--database", tell_database(settings.database)]
    assert "would be deleted: 1" in CliRunner().invoke(main, [*command, "--dry-run"]).output
    assert len(office.query("select id from referrals")) == 1
    assert "Referrals deleted: 1" in CliRunner().invoke(main, command).output
    assert office.query("select id from referrals") == []
