"""Places: names of places put on the map."""
