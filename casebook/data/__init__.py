"""Facts: the data package read, typed and checked."""
