"""Room reading: parses become what the text says: entities, attributions, events, quantities, hedges."""
