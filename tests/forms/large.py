"""A questionnaire of 300 questions, with repeats, conditions, a matrix and calculated values."""

import json


def write_large(questions: int = 300) -> str:
    """Write it as YAML (JSON is YAML), in sections of thirty questions."""
    sections = [_make_section(number) for number in range(questions // 30)]
    scale = {
        "kind": "rating",
        "missing": ["dont_know", "refused"],
        "options": [
            {"name": f"s{code}", "code": code, "text": f"Step {code}"} for code in range(1, 6)
        ],
    }
    return json.dumps(
        {
            "id": "large",
            "title": "A large questionnaire",
            "unit": "household",
            "scales": {"five": scale},
            "sections": sections,
        },
        indent=1,
    )


def _make_section(number: int) -> dict[str, object]:
    ratings = [
        {"id": f"r{number}_{place}", "scale": "five", "text": f"Statement {number}.{place}"}
        for place in range(19)
    ]
    rows = [{"id": f"m{number}_{place}", "text": f"Row {place}"} for place in range(5)]
    inside = [
        {"id": f"age{number}", "kind": "integer", "min": 0, "max": 120, "text": "How old?"},
        {
            "id": f"school{number}",
            "kind": "yes_no",
            "text": "At school?",
            "show_if": {"q": f"age{number}", "lt": 18},
        },
    ]
    return {
        "id": f"part{number}",
        "title": f"Part {number + 1}",
        "questions": [
            *ratings,
            {
                "id": f"matrix{number}",
                "kind": "matrix",
                "text": "About",
                "scale": "five",
                "rows": rows,
            },
            {
                "id": f"members{number}",
                "kind": "repeat",
                "text": "Who?",
                "each": "Person {number}",
                "min": 1,
                "max": 6,
                "questions": inside,
            },
            {
                "id": f"minors{number}",
                "kind": "calculated",
                "text": "Children",
                "value": {"count": f"members{number}", "where": {"q": f"age{number}", "lt": 18}},
            },
            {
                "id": f"care{number}",
                "kind": "yes_no",
                "text": "Is there care?",
                "show_if": {"q": f"minors{number}", "gte": 1},
            },
            {"id": f"note{number}", "kind": "long_text", "text": "Anything else?"},
            {"id": f"count{number}", "kind": "integer", "min": 0, "max": 99, "text": "How many?"},
        ],
    }
