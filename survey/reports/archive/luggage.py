"""Luggage: what a copy takes along into the process that prints it, and what it leaves behind."""

from dataclasses import replace

from survey.kinds.model import Settings
from survey.questionnaire.model import Questionnaire
from survey.reports.overview import Overview
from survey.reports.reading import Reading


def lighten(source: Reading | Overview | Questionnaire) -> Reading | Overview | Questionnaire:
    """Leave behind how indices are computed: to unpack it loads NumPy, 15 MB in every process."""
    if isinstance(source, Questionnaire):
        return lighten_questionnaire(source)
    if isinstance(source, Reading):
        return lighten_reading(source)
    readings = tuple(lighten_reading(one) for one in source.readings)
    questionnaire = lighten_questionnaire(source.questionnaire)
    return replace(source, questionnaire=questionnaire, readings=readings)


def lighten_reading(reading: Reading) -> Reading:
    """Leave it behind in what is read of one neighbourhood."""
    return replace(reading, questionnaire=lighten_questionnaire(reading.questionnaire))


def lighten_questionnaire(asked: Questionnaire) -> Questionnaire:
    """Keep of indices what they are called and what kind they are, which is all that is printed."""
    indices = tuple(replace(index, settings=Settings()) for index in asked.method.indices)
    return replace(asked, method=replace(asked.method, indices=indices))
