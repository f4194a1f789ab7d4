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
      - `use "lib.wsl"` brings in the defs of another file (`help defs`); `keep` variables last from
        run to run (`help variables`); `test` blocks try it out (`help tests`).
      - Options of wessaal itself stand before the file; a `--word` after it must be a param.
      - The whole file is checked before its first line runs. `wessaal check`, `wessaal fmt`,
        `wessaal test` look after it.
      - A script reads and writes files under the working folder, those that you name to it (`$args`,
        a param of type `path`), and those under `--allow DIR`; never the shell's own. It cannot start
        programs. After `-c` and at the prompt files are free.
      - `wessaal check FILE` lists the files that it reads and writes, and how much it sends.
      """#,
    examples: [
      Example("param name = \"Ali\"   # whom to greet\nprint \"Hi $name\"", shown: "Hi Ali"),
      Example("length($args)", shown: "0"),
      Example("$env.NO_SUCH_NAME? ?? \"unset\"", shown: "\"unset\""),
    ])
}
