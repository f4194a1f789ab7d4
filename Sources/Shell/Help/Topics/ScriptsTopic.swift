extension Topic {
  static let scripts = Topic(
    "scripts", "Writing a script",
    body: #"""
      The same text means the same at the prompt, after `-c` and in a `.wsl` file.

      ```
      #!/usr/bin/env wessaal
      param file: path                 # customers: phone, name
      param instance = "my-instance"   # the sending number
      for c in open($file) { print "$c.name: $instance" }
      ```

      `param` declares an option of the script: this one takes `--file` and `--instance`, and its
      comments are its `--help`. Types: `string int number bool path json phone duration`. A param
      without a default must be given.

      - `$args` holds the arguments that no param took; `$env.NAME?` the environment, without keys,
        tokens, secrets and passwords.
      - Options of wessaal itself stand before the file; a `--word` after it must be a param.
      - The whole file is checked before its first line runs. `wessaal check`, `wessaal fmt`,
        `wessaal test` look after it.
      - A script reads and writes files under the working folder, those that you named to it, and
        those under `--allow DIR`. It cannot start programs.

      `history save RANGE FILE` at the prompt makes a script of what you typed.
      """#,
    examples: [
      Example("param name = \"Ali\"   # whom to greet\nprint \"Hi $name\"", shown: "Hi Ali"),
      Example("length($args)", shown: "0"),
      Example("$env.NO_SUCH_NAME? ?? \"unset\"", shown: "\"unset\""),
    ])
}
