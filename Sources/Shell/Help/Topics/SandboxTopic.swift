extension Topic {
  static let sandbox = Topic(
    "sandbox", "Practising without an account",
    body: #"""
      `wessaal --sandbox …` runs against a server inside the program that answers as the real one does:
      no network, no cost. `wessaal sandbox` runs it alone, for programs in other languages. It starts
      with 1000 credits, the instances `my-instance` (open) and `backup` (close), a template 7 and a
      few contacts.

      The last four digits of the recipient decide what becomes of a message:

      - `0000` fails and is refunded; `0001` stays pending; `0002` stays processing
      - `0003` is sent and never delivered; `0004` is refused with 422
      - `0005` answers 500 once, `0006` answers 429 once, then both work
      - `0007` is queued, then the connection drops before the answer
      - all others are delivered

      Commands: `sandbox credits 5`, `sandbox advance 60s` (under `--clock manual`), `sandbox key
      NAME scope…`, `sandbox messages` (all that was ever queued), `sandbox requests`, `sandbox reset`.

      Options: `--port` `--key KEY:scope,…` `--credits` `--clock real|fast|manual` `--state FILE`
      `--latency` `--seed` `--messages`; `wessaal sandbox` alone also takes `--rate`.
      """#,
    examples: [
      Example("sandbox credits 5\n(me).pockets.whatsapp.balance"),
      Example("sandbox messages | count"),
      Example(
        """
        try {
          messages send instance=my-instance recipient=+966500000004 content=Hi
        } catch e {
          print $e.status
        }
        """, shown: "422"),
    ])
}
