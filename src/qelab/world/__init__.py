"""Other countries: what a central bank's programme does to emerging economies, by type and economy by economy."""
