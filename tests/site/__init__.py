"""The published site, as readers and machines meet it."""
