#!/usr/bin/env python3
"""Figures of how the code lies: files a package, lines a file, tests beside what they test, words that no engineer of the
field writes, functions in versioned migrations. Standard library only.

usage: deploy/figures.py        in a checkout; prints a Markdown table
"""
import collections
import pathlib
import re
import statistics

ROOT = pathlib.Path(__file__).resolve().parent.parent
WORDS = re.compile(r"\b(whoever|whatever|somebody|nobody|anew|whom)\b", re.IGNORECASE)
MAIN, TEST, SQL = ROOT / "src/main/java", ROOT / "src/test/java", ROOT / "src/main/resources/db"


def files(top, suffix):
    return sorted(top.rglob("*" + suffix))


def lines(paths):
    return [len(path.read_text().splitlines()) for path in paths]


def packages(top):
    return collections.Counter(str(path.parent.relative_to(top)) for path in files(top, ".java"))


def words(paths):
    text = "\n".join(path.read_text() for path in paths)
    return len(WORDS.findall(text)), 10_000 * len(WORDS.findall(text)) / max(1, text.count("\n"))


def main():
    main_files, test_files, sql_files = files(MAIN, ".java"), files(TEST, ".java"), files(SQL, ".sql")
    of_main = packages(MAIN)
    tests = [path for path in test_files if re.search(r"(Test|IT)\.java$", path.name)]
    beside = [path for path in tests if str(path.parent.relative_to(TEST)) in of_main]
    functions = {path: len(re.findall(r"CREATE (?:OR REPLACE )?(?:FUNCTION|PROCEDURE)", path.read_text())) for path in sql_files}
    versioned = sum(count for path, count in functions.items() if path.name.startswith("V"))
    size = lines(main_files)
    print("| what | figure |\n| --- | --- |")
    print(f"| packages, files of main | {len(of_main)}, {len(main_files)} |")
    print("| files in the largest packages | " + ", ".join(f"{name.split('shiming/')[-1]} {n}" for name, n in of_main.most_common(5)) + " |")
    print(f"| lines a file: median, 90 %, most | {statistics.median(size):.0f}, {sorted(size)[int(len(size) * .9)]}, {max(size)} |")
    print(f"| tests in a package that main has | {len(beside)} of {len(tests)}, {100 * len(beside) / len(tests):.0f} % |")
    for name, paths in (("main", main_files), ("tests", test_files), ("SQL", sql_files)):
        print("| the six words in %s, and for 10,000 lines | %d, %.0f |" % (name, *words(paths)))
    print(f"| functions in versioned files, in all | {versioned}, {sum(functions.values())} |")
    print(f"| lines of SQL: versioned, functions | {sum(lines(p for p in sql_files if p.name[0] == 'V'))}, "
          f"{sum(lines(p for p in sql_files if p.name[0] == 'R'))} |")


main()
