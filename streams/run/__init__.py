"""The main job with no broker: events of files governed into files, resumable at any moment."""
