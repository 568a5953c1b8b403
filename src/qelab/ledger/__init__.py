"""Who holds what: sectors, instruments, balanced transactions, the journal and its folds."""
