"""What the central bank owns, month by month, and what is expected of it."""
