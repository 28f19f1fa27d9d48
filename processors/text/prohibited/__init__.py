"""Prohibited data in texts and fields: found, named by class, and masked."""

from processors.text.prohibited.detectors import find
from processors.text.prohibited.fields import by_field
from processors.text.prohibited.masking import mask

__all__ = ["by_field", "find", "mask"]
