"""A result as one HTML file: both languages, own charts, nothing fetched from anywhere."""
