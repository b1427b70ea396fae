"""The figures of domains, indices and questions, with their labels and what is withheld."""
