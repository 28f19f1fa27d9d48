"""What the reader's doubt is worth: knots of doubt and risk; `training --calibrate` wrote it."""

FITTED_FOR = 0  # The checksum of the model file whose doubt this is.
KNOTS: tuple[tuple[float, float], ...] = (
    (0.0, 0.0),
    (1.0, 1.0),
)
