"""What the central bank's securities earn, what it pays for the money that bought them, and what it remits."""
