"""Tables that people keep in spreadsheets: read from CSV and XLSX within limits, and written so that nothing runs."""
