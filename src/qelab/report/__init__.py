"""What people look at: tables, texts and pictures of scenarios and results. Computes nothing."""
