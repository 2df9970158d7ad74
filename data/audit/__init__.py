"""Who took what out of the mission, and who changed what in it: kept by appending alone."""
