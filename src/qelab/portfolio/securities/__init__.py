"""Securities one by one: cash flows, prices, yields and durations, for all lots at once."""
