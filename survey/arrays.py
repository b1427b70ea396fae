"""NumPy, loaded once something is computed with it, and its arrays by what they hold.

Every questionnaire is read with the formulas of its indices at hand. A site that only collects
computes nothing with them, and is spared the memory.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

__all__ = ["BoolArray", "ByteArray", "FloatArray", "IntArray", "SmallIntArray", "np"]

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    FloatArray = npt.NDArray[np.float64]
    IntArray = npt.NDArray[np.int64]
    SmallIntArray = npt.NDArray[np.int32]
    BoolArray = npt.NDArray[np.bool_]
    ByteArray = npt.NDArray[np.uint8]
else:

    class _LoadedLater:
        """Stands for NumPy until something of it is asked for."""

        def __getattr__(self, name: str) -> Any:
            return getattr(import_module("numpy"), name)

    np = _LoadedLater()
    FloatArray = IntArray = SmallIntArray = BoolArray = ByteArray = Any
