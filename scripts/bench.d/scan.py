# PEER filter|tally FILE: the number of failed messages in a file of NDJSON; or the number of each status.
import sys
from collections import Counter

peer, what, path = sys.argv[1:]


def duckdb():
    import duckdb

    rows = f"read_ndjson('{path}', columns = {{status: 'VARCHAR'}})"
    if what == "filter":
        return duckdb.execute(f"SELECT count(*) FROM {rows} WHERE status = 'failed'").fetchall()[0][0]
    return duckdb.execute(f"SELECT status, count(*) FROM {rows} GROUP BY status").fetchall()


def simdjson():
    import simdjson

    parser = simdjson.Parser()
    statuses = Counter()
    with open(path, "rb") as file:
        for line in file:
            statuses[parser.parse(line)["status"]] += 1
    return statuses["failed"] if what == "filter" else statuses.items()


found = {"duckdb": duckdb, "simdjson": simdjson}[peer]()
if what == "filter":
    print(found)
else:
    for status, count in found:
        print(status, count)
