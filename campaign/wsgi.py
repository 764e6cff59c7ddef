"""The application for a WSGI server: gunicorn campaign.wsgi:application."""

from campaign.app import create_app

application = create_app()
