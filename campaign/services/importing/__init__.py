"""A published appeal on its way to an action: kept with its draft, mended, matched with the directory, made one."""
