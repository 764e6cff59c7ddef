"""The persons at risk: from rows and labels of their own, else by where their names stand."""
