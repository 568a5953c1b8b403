"""All periods at once: Newton's method on the stacked system, its sparse factors, damping and homotopy."""
