"""Income, balance sheets and the ledger of both worlds, month by month: where what the portfolio did becomes books."""
