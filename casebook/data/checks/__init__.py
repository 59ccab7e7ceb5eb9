"""What the build checks of the data before anything is made of it."""
