"""What the reader's doubt is worth: knots of doubt and risk; `training --calibrate` wrote it."""

FITTED_FOR = 3743614147  # The checksum of the model file whose doubt this is.
KNOTS: tuple[tuple[float, float], ...] = (
    (0.0, 0.0),
    (0.00131, 0.0043),
    (0.01511, 0.0245),
    (0.04436, 0.0644),
    (0.09376, 0.1144),
    (0.23817, 0.1574),
    (0.48783, 0.3325),
)
