"""Forms: a questionnaire as pages that a person fills in."""
