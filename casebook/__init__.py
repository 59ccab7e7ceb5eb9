"""The reasoning of the book: data in, findings and figures out.

Facts flow one way. ``tables`` reads the data package, ``evidence`` narrows it to what was known on
a date and to the grades accepted, a chapter module reasons on it, ``show`` brings the result into a
notebook. Nothing here knows of Sphinx; that is the binding's business.
"""

from casebook.evidence import PUBLICATION, Evidence, read_evidence

__all__ = ["PUBLICATION", "Evidence", "read_evidence"]
