"""You said, we did: what was agreed in the last session beside the same figure then and now."""

from dataclasses import dataclass

from survey.errors import N_
from survey.places.model import Action
from survey.reports.changes import Change
from survey.reports.indicators import Indicator, find_indicator
from survey.reports.reading import Reading
from survey.reports.voice import Voice


@dataclass(frozen=True)
class ActionLine:
    """An action and the figure that it was to move; `verdict` says how sure the change is."""

    title: str
    who: str
    by: str
    state: str
    is_done: bool
    indicator: str
    before: str
    after: str
    verdict: str


@dataclass(frozen=True)
class Promises:
    """What was agreed in the last session, and what became of it."""

    title: str
    columns: tuple[str, ...]
    lines: tuple[ActionLine, ...]
    caution: str


_STATES = {
    "planned": N_("planned"),
    "under_way": N_("under way"),
    "done": N_("done"),
    "dropped": N_("dropped"),
}


def build_promises(reading: Reading, voice: Voice) -> Promises | None:
    """Set what was agreed in the last session beside what changed since; None without actions."""
    actions = find_last_actions(reading)
    if not actions:
        return None
    say = voice.language.gettext
    return Promises(
        title=say("You said, we did"),
        columns=(
            say("What was agreed"),
            say("Who, by when"),
            say("State"),
            say("By this we know"),
            say("Before"),
            say("Now"),
        ),
        lines=tuple(write_action(reading, action, voice) for action in actions),
        caution=say(
            "A change after an action need not come from it: other things have changed as well."
        ),
    )


def find_last_actions(reading: Reading) -> list[Action]:
    """Return what was agreed in the session after the newest earlier wave that had one."""
    order = {wave.id: wave.starts for wave in reading.project.waves}
    last = max((order[action.wave] for action in reading.actions), default=None)
    return [action for action in reading.actions if order[action.wave] == last]


def write_action(reading: Reading, action: Action, voice: Voice) -> ActionLine:
    """Say what was agreed, how far it is, and the same figure before and after."""
    say, text = voice.language.gettext, voice.language.text
    indicator = find_indicator(reading.questionnaire, action.indicator)
    change = next((one for one in reading.changes if one.index == action.indicator), None)
    return ActionLine(
        title=text(action.title),
        who=text(action.who),
        by=say("by %(day)s", day=action.by) if action.by else "",
        state=say(_STATES[action.state]),
        is_done=action.state == "done",
        indicator=voice.text(indicator.title) if indicator else "",
        before=voice.whole(change.before) if change else "",
        after=voice.whole(change.after) if change else "",
        verdict=write_verdict(indicator, change, voice),
    )


_VERDICTS = {
    (False, "better"): N_("clearly better"),
    (False, "worse"): N_("clearly worse"),
    (True, "better"): N_("clearly less"),
    (True, "worse"): N_("clearly more"),
}


def write_verdict(indicator: Indicator | None, change: Change | None, voice: Voice) -> str:
    """Say how sure a change is, or that it cannot be told; empty without an indicator."""
    say = voice.language.gettext
    if indicator is None:
        return ""
    if change is None:
        return say("cannot be compared")
    if not change.label:
        return say("may be chance")
    return say(_VERDICTS[indicator.is_harm, change.label])
