"""Tools of the developers; nothing here ships."""
