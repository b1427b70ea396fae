"""The sentence of each action, and the names of those who act without an account.

An action that has no sentence here is shown as it is written in the trail.
"""

from survey.errors import N_

SENTENCES = {
    "answers.exported": N_(
        "%(who)s took answers of %(project)s out, row by row (rows: %(rows)s): “%(reason)s”"
    ),
    "answers.exported_sensitive": N_(
        "%(who)s took answers of %(project)s out, row by row and with the sensitive ones "
        "(rows: %(rows)s): “%(reason)s”"
    ),
    "codebook.exported": N_("%(who)s saved the codebook of the questionnaire %(name)s."),
    "database.restored": N_("%(who)s put a backup in the place of the database."),
    "device.registered": N_("%(who)s registered the tablet “%(device)s”."),
    "device.revoked": N_("%(who)s locked out the tablet “%(device)s”."),
    "identifiers.read": N_("%(who)s read the name or the place of a household of %(project)s."),
    "interview.kept": N_("%(who)s kept an interview of a tablet that could not be entered yet."),
    "interview.retried": N_(
        "%(who)s tried again to enter interviews of tablets for %(project)s: %(interviews)s."
    ),
    "interview.waits": N_(
        "An interview by %(who)s for %(project)s came from a tablet and waits to be looked over."
    ),
    "key.adopted": N_("%(who)s let %(project)s have a key that lay beside the database."),
    "key.backed_up": N_("%(who)s made a copy of a key of %(project)s for %(holder)s."),
    "key.made": N_("%(who)s made a key for the interviews of %(project)s."),
    "key.restored": N_("%(who)s put back a key of %(project)s."),
    "key.rotated": N_("%(who)s made a new key for the interviews of %(project)s."),
    "kiosk.begun": N_("%(who)s made a kiosk of a device for %(project)s, %(neighbourhood)s."),
    "kiosk.ended": N_("%(who)s ended a kiosk."),
    "links.made": N_("%(who)s made links for cards of %(project)s: %(links)s."),
    "person.added": N_("%(who)s added the account of %(person)s, with these roles: %(roles)s."),
    "person.bound": N_("%(who)s gave %(person)s these roles and no others: %(roles)s."),
    "person.codes_begun": N_("%(who)s began to ask %(person)s for a code when signing in."),
    "person.codes_ended": N_("%(who)s ceased to ask %(person)s for a code when signing in."),
    "person.disabled": N_("%(who)s closed the account of %(person)s."),
    "person.enabled": N_("%(who)s opened the account of %(person)s again."),
    "person.invited": N_("%(who)s made an invitation for %(person)s."),
    "person.password_set": N_("%(who)s chose a password for the account of %(person)s."),
    "person.pin_removed": N_("%(who)s removed the PIN of %(person)s."),
    "person.pin_set": N_("%(who)s chose a PIN for %(person)s."),
    "person.reset": N_("%(who)s took the password of %(person)s away and made a new invitation."),
    "person.signed_in": N_("%(who)s signed in."),
    "person.signed_out": N_("%(who)s signed %(person)s out on every device."),
    "person.trust_asked": N_(
        "%(who)s asked that %(person)s may read sensitive answers; somebody else has to confirm "
        "it: %(roles)s."
    ),
    "person.trust_confirmed": N_(
        "%(who)s confirmed that %(person)s may read sensitive answers: %(roles)s."
    ),
    "person.trust_dropped": N_(
        "%(who)s ceased to ask that %(person)s may read sensitive answers: %(roles)s."
    ),
    "project.forgotten": N_(
        "%(who)s deleted answers of %(project)s whose time was over: %(answers)s."
    ),
    "project.saved": N_("%(who)s registered or changed the project %(project)s."),
    "questionnaire.kept": N_("%(who)s kept a version of the questionnaire %(name)s."),
    "quotes.chosen": N_(
        "%(who)s chose the sentences that are printed of %(neighbourhood)s: %(count)s."
    ),
    "referral.changed": N_("%(who)s changed the state of a referral."),
    "referral.read": N_("%(who)s read a referral."),
    "referral.withdrawn": N_("%(who)s withdrew a referral."),
    "referrals.forgotten": N_("%(who)s deleted referrals whose time was over."),
    "release.made": N_("%(who)s released figures of %(project)s, from %(responses)s answers."),
    "reports.ordered": N_("%(who)s let the reports of %(project)s be printed."),
    "reports.printed": N_("%(who)s printed the reports of %(project)s into files."),
    "response.cleared": N_(
        "%(who)s deleted what a backup brought back of an answer that was refused since."
    ),
    "response.compared": N_(
        "%(who)s read two answers of %(project)s beside each other, to compare them."
    ),
    "response.disputed": N_(
        "%(who)s sent an answer to %(project)s that contradicts one which is there."
    ),
    "response.looked_into": N_("%(who)s looked into an interview of %(project)s that seemed odd."),
    "response.read": N_("%(who)s read a single answer of %(project)s."),
    "response.read_sensitive": N_(
        "%(who)s read everything that a household of %(project)s answered: “%(reason)s”"
    ),
    "response.revised": N_("%(who)s corrected an answer of %(project)s."),
    "response.settled": N_(
        "%(who)s chose between two answers of %(project)s that contradict each other."
    ),
    "response.submitted": N_("%(who)s sent an answer to %(project)s."),
    "response.withdrawn": N_("%(who)s deleted an answer of %(project)s that was withdrawn."),
    "responses.submitted": N_("%(who)s sent answers to %(project)s, in one table."),
    "scores.exported": N_("%(who)s saved figures of %(project)s as a table."),
    "sheet.removed": N_("%(who)s removed sheet %(number)s, which was begun by mistake."),
    "sheet.submitted": N_("%(who)s sent sheet %(number)s, which was typed."),
    "table.imported": N_("%(who)s imported a table into %(project)s, with %(new)s new answers."),
}

KINDS = {
    "person": N_("People and accounts"),
    "response": N_("Answers"),
    "answers": N_("Answers taken out"),
    "identifiers": N_("Names and places of households"),
    "referral": N_("Referrals"),
    "sheet": N_("Paper sheets"),
    "table": N_("Imports"),
    "scores": N_("Figures taken out"),
    "release": N_("Releases"),
    "reports": N_("Reports"),
    "quotes": N_("Sentences for print"),
    "links": N_("Links for cards"),
    "interview": N_("Interviews from tablets"),
    "device": N_("Tablets"),
    "key": N_("Keys of interviews"),
    "kiosk": N_("Kiosks"),
    "project": N_("Projects"),
    "questionnaire": N_("Questionnaires"),
    "database": N_("Backups put back"),
}
"""What one may look for: the first word of an action."""

ACTORS = {
    "site": N_("The site"),
    "office": N_("The office"),
    "command line": N_("The command line"),
    "demonstration": N_("The demonstration"),
}
