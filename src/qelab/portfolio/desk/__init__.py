"""A desk's projection: security by security, month by month, along many paths of rates, one programme as it happens."""
