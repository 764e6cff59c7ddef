"""Appeal letters for urgent actions; this module holds the version alone, so that importing one part stays cheap."""

__version__ = "0.1.0"
