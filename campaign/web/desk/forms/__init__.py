"""The forms in which an action is edited, a file per section; each knows how to become entries and how to begin."""
