"""What people see: one file a page, with no SQL, no arithmetic and no rules of its own."""
