extension Topic {
  package static let lists = Topic(
    "lists", also: ["paging", "pages", "pagination", "page", "--since", "since"],
    "lists of the API: whole, read as needed",
    body: #"""
      `messages list` is the whole collection. Pages of 100 rows are fetched as they are consumed, so
      `messages list | first 10` costs one request, and at the prompt only a screenful is read: `$` is
      then still the whole list.

      - `count` right after a list reads the total from one page.
      - `status=delivered`, `type=image` filter on the server. `per_page=20` sets the size of a page;
        `page=3` is that page alone.
      - What failed is soon `refunded`, which `status=` cannot name, and `status=failed` leaves out: both
        are found by `where @.status in [failed, refunded]`.
      - `--since T`, `--until T`, `--to PHONE` filter `messages list` here. A time is `2d` (ago), `today`,
        `yesterday`, an ISO time, or a number: a moment as `now()` gives it, below 100,000,000 so many
        seconds ago. Newest come first, so reading stops at `--since`.

      One walk yields each id once, also while rows are being added or deleted. Where the service's total
      says that rows are missing at the end, that is an error, never a short list. The rows of
      `messages list` are short; `messages get` has every member.
      """#,
    examples: [
      Example("messages list --since 2d | count", shown: "0"),
      Example("messages list status=delivered | first 10 \\\n  | select id recipient created_at"),
      Example("messages list --since yesterday | tally @.status | bar"),
      Example(
        "messages list --since (today()) \\\n  | where @.status in [failed, refunded] | count", shown: "0"),
      Example("contacts list | map @.label | first", shown: "\"Ahmed Al-Rashid\""),
    ])

  package static let answers = Topic(
    "answers", also: ["answer", "api", "API", "--raw", "raw", "--no-check", "no-check"],
    "what a call of the API gives",
    body: #"""
      A call gives the `data` of the answer, or the body where it has none. `$response` is the whole last
      exchange: `status`, `reason`, `headers`, `body`, `time_ms`, `request`.

      - `--raw` gives the whole body.
      - `--no-check` sends without our check, so that the server's own answer can be seen.
      - `--dry-run` shows the request and sends nothing (`help dry-run`).
      - `trace on`, or `wessaal --trace`, shows every exchange, without the key.
      - `request GET /path name=value` asks for anything below the base URL.

      A refusal or a failure raises an error (`help errors`), and nothing is answered. `send-reaction` and
      `send-list` are gone from the API (410); the check says so.
      """#,
    examples: [
      Example("(contacts get 12 --raw).success", shown: "true"),
      Example("ping | ignore\nprint \"$response.status $response.reason\"", shown: "200 OK"),
      Example("(request GET /contacts/12).data.label", shown: "\"Sara Al-Harbi\""),
      Example("let e = fails { messages send content=Hi --no-check }\n$e.status", shown: "422"),
    ])
}
