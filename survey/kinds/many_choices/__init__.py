"""Many choices: any number of answers out of a list."""

from survey.kinds.lists import SeveralOptions
from survey.kinds.model import MOST_POSITIONS, Answer, Answerable


class ManyChoices(SeveralOptions):
    """Stored in the order of the list; scored, where options have codes, by the sum of them."""

    def arrange(self, names: list[str], question: Answerable) -> list[str]:
        """Store names in the order of the list, so that the same answer is stored the same way."""
        return [option.name for option in question.options if option.name in names]

    def codes(self, question: Answerable) -> tuple[float, ...] | None:
        """Give every whole sum that can come about, from the lowest to the highest."""
        given = [option.code for option in question.options]
        if any(code is None or code % 1 for code in given):
            return None
        lowest, highest = self._reach(question)
        if highest - lowest >= MOST_POSITIONS:
            return None
        return tuple(float(total) for total in range(lowest, highest + 1))

    def position(self, answer: Answer, question: Answerable) -> int:
        """Give the place of the sum of the chosen options' codes."""
        chosen = self.write(answer, question)
        total = sum(int(option.code or 0) for option in question.options if option.name in chosen)
        return total - self._reach(question)[0]

    def _reach(self, question: Answerable) -> tuple[int, int]:
        codes = [int(option.code or 0) for option in question.options]
        return sum(min(code, 0) for code in codes), sum(max(code, 0) for code in codes)


KIND = ManyChoices()
