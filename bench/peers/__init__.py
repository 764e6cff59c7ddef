"""The same letter made by others: WeasyPrint, Typst, ReportLab and Chromium, measured beside ours in one run."""
