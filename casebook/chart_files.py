"""Where a chart's files lie: known without what draws them."""

PRINT = "print"
"""The subfolder of the charts for print."""
