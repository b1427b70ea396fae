"""docs/transforms.md tells of every transform."""

import re
from pathlib import Path

import pytest

from survey.questionnaire.load import parse_questionnaire
from survey.questionnaire.yaml_file import parse_yaml
from survey.transforms.find import FOLDER, parse_step, transforms

PAGE = (Path(__file__).parents[2] / "docs/transforms.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^### (\w+)\n(.*?)(?=^##|\Z)", PAGE, re.MULTILINE | re.DOTALL))
NAMES = sorted(transforms())


def list_examples(name):
    """Read the steps in the YAML examples of a transform's section."""
    [block] = re.findall(r"```yaml\n(.*?)```", SECTIONS[name], re.DOTALL)
    return [parse_yaml(part, name)[0]["steps"] for part in block.split("---\n")]


def test_the_page_tells_of_every_transform_and_no_other():
    """There is a section for each transform, headed by its name."""
    assert sorted(SECTIONS) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_examples_are_steps_that_work(name):
    """Each example of a section can be read, and has the transform in it."""
    for steps in list_examples(name):
        assert name in [parse_step(raw).transform for raw in steps]


def test_the_whole_file_of_the_page_works():
    """The example of a table of areas is a questionnaire without mistakes."""
    [example] = re.findall(r"```yaml\n(id: .*?)```", PAGE, re.DOTALL)
    method = parse_questionnaire(example, "transforms.md").method

    assert [index.id for index in method.indices][-1] == "development"


@pytest.mark.parametrize("name", NAMES)
def test_every_setting_is_explained(name):
    """Each setting has a line in the section's table, and a sentence for editors."""
    for setting, field in transforms()[name].settings.model_fields.items():
        assert f"| `{setting}` |" in SECTIONS[name]
        assert field.description[-1] in ".?"


@pytest.mark.parametrize("name", NAMES)
def test_the_transform_says_what_it_is_and_names_its_source(name):
    """The module opens with the transform's name, and its class names the source of the formula."""
    source = (FOLDER / f"{name}.py").read_text(encoding="utf-8").lower()

    opening = {"min_max": "min–max", "rank_exponential": "rank–exponential", "pomp": "pomp"}
    assert source.startswith(
        f'"""{opening.get(name, name.replace("_", " "))}'.replace("z s", "z-s")
    )
    assert "source: " in transforms()[name].__doc__.lower()
