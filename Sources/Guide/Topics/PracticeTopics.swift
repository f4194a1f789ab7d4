extension Topic {
  package static let practice = Topic(
    "good-practice", also: ["best-practices", "practice"],
    "the API's advice, and what of it the program does for you",
    body: #"""
      - **The key** stands in `WESSAAL_API_KEY` or where `wessaal login` keeps it, and is never shown.
        `check` tells of a text in a script that looks like one, and which scopes a script's key needs.
        `doctor` tells of a key that may do all there is, or is older than a year. Code that `--code` makes
        reads the key from the environment: it is for a server, and not for a page in a browser.
      - **Many messages** go in one `messages send-bulk`, which takes a list of any length and sends 100 a
        call. `check` and `rehearse` tell of loops that send one by one.
      - **Contacts and templates** keep a number and a text in one place: `contact_id=11`, and
        `template_id=7 template_variables={…}`, whose placeholders are checked before anything is sent.
        `check` tells of a number that a script repeats.
      - **Ids** need not be looked up: an instance goes by its name too. Tab, and the checks before a send,
        keep what they have read. `check` tells of a loop that asks for the same list in each pass.
      - **Each status** is looked at: a call that failed ends the script with an exit status of its own,
        unless `try` or `fails` takes the error (`help errors`).
      - **402** says how to go on, `--max-credits` and `budget` end a run before it is too much, and
        `rehearse` counts beforehand what a script will cost.
      - **410**: a call that is gone is found before the script runs.
      - **Delivery** is waited for by `--wait`, or by `messages wait` for many (`help waiting`).
      """#,
    examples: [
      Example(
        """
        messages send instance=my-instance contact_id=11 template_id=7 \\
          template_variables={name: Ahmed, order_id: "9"} --wait \\
          | get @.status
        """, shown: "\"delivered\"")
    ])
}
