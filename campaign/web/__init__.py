"""The pages: Flask is known here and in app.py only."""
