"""What can be asked of a store, without saying how it is kept: filters, rows, and the archive's protocol."""
