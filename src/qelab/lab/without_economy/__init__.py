"""A programme where no model of the economy is packaged: portfolio, books and income on the record's rates."""
