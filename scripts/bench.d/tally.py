# The messages of the whole list, counted by status.
import collections
import os
import requests

session = requests.Session()
session.headers["X-API-Key"] = os.environ["WESSAAL_API_KEY"]
counts = collections.Counter()
page = 1
while True:
    answer = session.get(
        os.environ["WESSAAL_BASE_URL"] + "/messages", params={"page": page, "per_page": 100}
    ).json()["data"]
    counts.update(row["status"] for row in answer["data"])
    if page * 100 >= answer["total"]:
        break
    page += 1
print(counts.most_common())
