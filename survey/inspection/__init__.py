"""Reading one response: question by question, sensitive answers only for a reason that is kept."""
