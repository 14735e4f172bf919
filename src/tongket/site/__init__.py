"""Settings, urls and wsgi: imports every room, imported by none."""
