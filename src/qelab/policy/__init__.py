"""What the central bank says: scenarios, programmes, announcements, their catalogue."""
