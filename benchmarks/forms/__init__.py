"""The form in the browser, measured against a hand-written page of the same questions."""
