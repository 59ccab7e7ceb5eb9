"""What stands where on the pages of a PDF, by its own streams: no picture is drawn."""

from collections.abc import Iterator

import pikepdf

POINTS = 72 / 25.4
"""Points in a millimetre."""

_PAGE = pikepdf.Matrix()


def baselines(page: pikepdf.Page) -> Iterator[tuple[float, float]]:
    """Yield where each piece of text starts, in points from the page's lower left corner."""
    for kind, x, y in ink(page):
        if kind == "text":
            yield x, y


def ink(
    drawn: pikepdf.Page | pikepdf.Object, around: pikepdf.Matrix = _PAGE
) -> Iterator[tuple[str, float, float]]:
    """Yield the kind and place of all that a page draws: text, points of paths, ends of pictures.

    Places are in points from the page's lower left corner; ``around`` is the matrix of what holds
    the thing drawn.
    """
    matrix, saved = around, []
    for operands, operator in pikepdf.parse_content_stream(drawn):
        match str(operator):
            case "q":
                saved.append(matrix)
            case "Q":
                matrix = saved.pop()
            case "cm":
                matrix = pikepdf.Matrix(*map(float, operands)) @ matrix
            case "Tm":
                text = pikepdf.Matrix(*map(float, operands)) @ matrix
            case "Tj" | "TJ":
                yield "text", text.e, text.f
            case "m" | "l" | "re":
                yield "path", *matrix.transform((float(operands[0]), float(operands[1])))
            case "Do":
                inner = drawn.Resources.XObject[str(operands[0])]
                if inner.Subtype == "/Form":
                    own = pikepdf.Matrix(*map(float, inner.get("/Matrix", (1, 0, 0, 1, 0, 0))))
                    yield from ink(inner, own @ matrix)
                else:
                    yield "picture", matrix.e, matrix.f


def page_numbers(pdf: pikepdf.Pdf) -> dict[tuple[int, int], int]:
    """Return the number of each page, from 1, by its object."""
    return {page.obj.objgen: number for number, page in enumerate(pdf.pages, start=1)}


def bookmarks(pdf: pikepdf.Pdf) -> Iterator[tuple[int, str, int, int]]:
    """Yield depth, title, count of those below (negative: folded) and page of each bookmark."""
    pages = page_numbers(pdf)

    def below(item: pikepdf.Object, depth: int) -> Iterator[tuple[int, str, int, int]]:
        child = item.get("/First")
        while child is not None:
            page = pages[child.Dest[0].objgen]
            yield depth, str(child.Title), int(child.get("/Count", 0)), page
            yield from below(child, depth + 1)
            child = child.get("/Next")

    yield from below(pdf.Root.Outlines, 0)
