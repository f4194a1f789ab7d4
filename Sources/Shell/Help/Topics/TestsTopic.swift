extension Topic {
  static let tests = Topic(
    "tests", "Trying a script out: test, assert, fails",
    body: #"""
      ```
      def greeting(name) { "Hi $name, we are open again." }

      test "a message costs one credit" {
        messages send instance=my-instance recipient=+966501234567 \
          content=greeting("Ali") --wait
        assert (me).pockets.whatsapp.balance == 999
      }
      ```

      `wessaal test FILE…` runs the `test` blocks of scripts, each in a fresh sandbox: no key, no cost,
      nothing left over from the test before. Its clock moves on when a test waits, so that `sleep 1d`
      and `--wait` take no time. A plain run passes over tests.

      - Of the file, only defs and defaults run: a test may read what `param` and `keep` declare, and
        what it declares itself.
      - `assert cond` fails where the condition is false, and tells both sides of a comparison;
        `assert cond, "message"` says that message.
      - `fails { … }` is the error of its block, and fails where there is none; `fails missing { … }`
        where it is of another kind.
      - The result is TAP, one line a test; `--report junit FILE` writes JUnit's XML as well. The exit
        status is 1 where a test failed, 2 where a file does not check.
      """#,
    examples: [
      Example("assert 1 + 1 == 2"),
      Example("let e = fails { fail \"no\" }\n$e.message", shown: "\"no\""),
    ])
}
