"""What each chapter says, and that it follows its evidence."""
