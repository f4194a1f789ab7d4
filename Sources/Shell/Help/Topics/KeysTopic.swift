extension Topic {
  static let keys = Topic(
    "keys", "API keys and profiles",
    body: #"""
      A key is made in the dashboard and shown there once. Give it to wessaal in one of these ways:

      - `wessaal login` asks for it and stores it in a profile
      - `WESSAAL_API_KEY` in the environment
      - `key_command` in a profile: a program that prints it, as a password manager does

      Flags win over the environment, the environment over the profile. Profiles live in `config.toml`
      under `$XDG_CONFIG_HOME/wessaal`; the file is refused where others can read it and it holds a key.
      `--profile NAME` or `profile NAME` chooses one; `read_only` in a profile forbids writes.

      A key has scopes: `send_message` `read_messages` `manage_instances` `manage_contacts`
      `manage_templates` `manage_workspaces`. `me` tells which. A call that needs another is refused
      with 403; once `me` has been seen, before it is sent.

      The key is never shown, written into a recording, or visible to a script. `doctor` looks the
      whole setup over.
      """#,
    examples: [Example("(me).api_key.permissions | count", shown: "6")])
}
