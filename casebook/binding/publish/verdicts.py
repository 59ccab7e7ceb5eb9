"""``verdicts``: the findings on some evidence as JSON, without a build."""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from collections.abc import Sequence

from casebook.data.checks.contract import check_data
from casebook.data.faults import DataFaultsError
from casebook.data.place import data_folder


def _choices(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m casebook.binding verdicts",
        allow_abbrev=False,
        description="Print findings.json for some evidence on standard output.",
    )
    parser.add_argument("--data", metavar="FOLDER", help="another data package than the book's")
    parser.add_argument("--as-of", metavar="DAY", help="the last day from which facts count")
    parser.add_argument("--grades", metavar="GRADES", help="grades accepted, such as primary,weak")
    parser.add_argument(
        "--define",
        metavar="TERM=READING",
        action="append",
        default=[],
        help="another reading of a disputed term, such as threatened=bloc; may be repeated",
    )
    parser.add_argument(
        "--unchecked", action="store_true", help="leave out the check of the data, to experiment"
    )
    chosen = parser.parse_args(words)
    if bad := [each for each in chosen.define if "=" not in each]:
        parser.error(f"--define takes TERM=READING, not {bad[0]}")
    terms = Counter(each.partition("=")[0] for each in chosen.define)
    if twice := [term for term, times in terms.items() if times > 1]:
        parser.error(f"--define takes one reading of a term, not several of {', '.join(twice)}")
    return chosen


def verdicts(words: Sequence[str]) -> int:
    """Print the findings as the command line asks for them and return the exit status.

    2 stands for a wrong command line, 1 for data that breaks its contract.
    """
    chosen = _choices(words)
    from casebook.binding.publish.findings import as_json
    from casebook.reasoning import book
    from casebook.reasoning.asked import definitions_asked, folder_asked
    from casebook.reasoning.evidence import GRADES, read_evidence
    from casebook.telling.findings import find_all

    try:
        if chosen.data is not None:  # rules and words stay the book's own
            os.environ["CASEBOOK_DATA"] = str(folder_asked(chosen.data))
        definitions = definitions_asked(dict(each.split("=", 1) for each in chosen.define))
        if not chosen.unchecked:
            check_data(data_folder(), book.reconcile)
        evidence = read_evidence(
            as_of=chosen.as_of,
            grades=GRADES if chosen.grades is None else chosen.grades.split(","),
            **definitions,
        )
    except DataFaultsError as error:
        print(error, file=sys.stderr)
        return 1
    except (OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 2
    sys.stdout.write(as_json(find_all(evidence)))
    return 0
