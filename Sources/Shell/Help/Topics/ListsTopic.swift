extension Topic {
  static let lists = Topic(
    "lists", "Lists of the API: whole, and read as needed",
    body: #"""
      `messages list` is the whole collection. Pages are fetched as they are consumed, 100 rows each, so
      `messages list | first 10` costs one request, and on a terminal only a screenful is read. `$` is
      then still the whole collection, read when you use it.

      - `count` right after a list reads the total from one page.
      - `status=failed`, `type=image` filter on the server, `per_page=20` sets the size of a page, and
        `page=3` gives that page alone.
      - `--since T`, `--until T`, `--to PHONE` filter `messages list` here. A time is `2d` (ago), `today`,
        `yesterday` or an ISO time. Newest come first, so reading stops at `--since`.

      One walk yields each id once, also while rows are being added. The rows of `messages list` are
      short; `messages get` has every member. A refunded message is listed as `refunded`, not `failed`.
      """#,
    examples: [
      Example("messages list --since 2d | count"),
      Example("messages list status=delivered | first 10 | select id recipient created_at"),
      Example("messages list --since yesterday | tally @.status | bar"),
      Example("contacts list | save contacts.csv"),
    ])
}
