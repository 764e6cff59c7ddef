"""Action, addressee and supporter's words become a MergedLetter: all of its final words, and nothing of layout."""
