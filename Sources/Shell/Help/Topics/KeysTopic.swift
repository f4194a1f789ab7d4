extension Topic {
  static let keys = Topic(
    "keys", "API keys",
    body: #"""
      A key is made in the dashboard and shown there once. Give it to wessaal as `WESSAAL_API_KEY` in the
      environment. It goes to the API at `WESSAAL_BASE_URL` or `--base-url`, over HTTPS or to this machine
      only.

      A key has scopes: `send_message` `read_messages` `manage_instances` `manage_contacts`
      `manage_templates` `manage_workspaces`. `me` tells which. A call that needs another is refused
      with 403.

      The key is never shown, kept in the history, or visible to a script.
      """#,
    examples: [Example("(me).api_key.permissions | count", shown: "6")])
}
