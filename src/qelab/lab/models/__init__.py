"""Other models of the catalogue: the programme in their terms, what they are asked, all of them side by side."""
