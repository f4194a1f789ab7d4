extension Topic {
  package static let test = Topic(
    "test", also: ["tests", "testing"], "try a script out",
    body: #"""
      ```
      test "NAME" { … }
      ```

      `wessaal test FILE…` runs the tests of scripts, each in a fresh sandbox: no key, no cost, nothing
      left of the test before. Its clock moves when a test waits, so that `sleep 1d` and `--wait` take
      no time. A plain run passes over tests, but they are checked.

      - Of the file, only defs and defaults run: a test reads what `param` and `keep` declare, and what
        it declares itself.
      - `assert` says what must hold, `fails { … }` what must fail.
      - The result is TAP, a line a test; `--report junit FILE` writes JUnit's XML as well. The exit
        status is 1 where a test failed, and 2 where a file does not check.
      """#,
    examples: [
      Example(
        #"""
        def remind(name, to) {
          messages send instance=my-instance recipient=$to \
            content="Hi $name, we are open again." --wait
        }
        test "a reminder arrives and costs one credit" {
          assert remind("Ali", +966501234567).status == "delivered"
          assert (me).pockets.whatsapp.balance == 999
        }
        test "a number that is none is refused" {
          let e = fails validation { remind("Ali", "0501234567") }
          assert "E.164" in $e.message
        }
        """#, shown: "")
    ])

  package static let assert = Topic(
    "assert", also: ["assertion"], "say what must hold",
    body: #"""
      ```
      assert COND
      assert COND, "MESSAGE"
      ```

      Where the condition is false the run fails: with both sides where it is a comparison, or with the
      message. It stands in tests, and anywhere else where going on would do harm; the exit status is
      1, and the error is of kind `script`.

      `fails { … }` is the other half: it gives the error of a block, and fails where there is none.
      """#,
    examples: [
      Example("assert 1 + 1 == 2"),
      Example(
        "let e = fails { assert 2 * 2 == 5 }\nprint $e.message",
        shown: "the assertion must hold, but 4 == 5 does not"),
      Example(
        "let e = fails { assert 0 > 1, \"nothing to send\" }\nprint $e.message", shown: "nothing to send"),
    ])
}
