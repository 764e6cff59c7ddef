"""The importer: a published appeal in, a draft out. It opens no database, asks no network, and invents nothing."""
