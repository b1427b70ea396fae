"""The office's page of people: who runs the survey where, invited and closed by coordinators."""
