"""Small libraries in C that are put before those of a process, compiled for the proof."""

import shutil
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent


def compile_library(name: str, folder: Path) -> Path:
    """Compile `<name>.c`; skip the proof where there is no compiler."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        pytest.skip("this proof compiles a few lines of C, and there is no compiler here")
    library = folder / f"{name}.so"
    flags = ["-shared", "-fPIC", "-O2", "-Wall", "-Werror"]
    source = HERE / f"{name}.c"
    subprocess.run([compiler, *flags, "-o", library, source, "-ldl", "-lpthread"], check=True)
    return library
