"""Layout: where one report tells of several happenings, by its turns, titles, labels and lists."""
