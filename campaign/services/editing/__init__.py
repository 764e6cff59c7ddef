"""Editing an action section by section: read as entries, changed, written back. Nothing is published by it."""
