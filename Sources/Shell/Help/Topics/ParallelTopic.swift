extension Topic {
  static let parallel = Topic(
    "parallel", "Doing it for several items at once",
    body: #"""
      `each --parallel 8 { … }` runs up to eight blocks at once; results come in the order of the items.
      On a failure no other block starts, those under way finish, and the first by that order is raised,
      with its item; what is in doubt comes before all. Such a block reads the variables around it and
      does not assign them: its value is its result.

      `--keep-going` goes on past failures: a row `{item, ok, value, error}` for each item, and exit
      status 10 at the end if one failed. `--pace 20/m` spaces the starts.
      """#,
    examples: [
      Example("messages list | first 5 | each --parallel 4 { messages get @.id }"),
      Example("[4, 2] | each --parallel 2 { @ / 2 }", shown: "2\n1"),
    ])
}
