"""Files of published appeals, read into text: one module a format, all of them run in a limited child."""
