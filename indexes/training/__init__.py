"""Training of the search reader's heads for word pieces; nothing here is imported to serve."""
