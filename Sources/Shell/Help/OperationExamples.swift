import Machine

/// The examples of the API's operations: lines of the language, which the Catalog does not know. They run
/// as they stand against a fresh sandbox.
enum OperationExamples {
  static func of(_ name: String) -> [Builtin.Example] { all[name] ?? [] }

  private static let all: [String: [Builtin.Example]] = [
    "ping": [Builtin.Example("ping")],
    "me": [Builtin.Example("(me).pockets.whatsapp.balance", shows: "1000")],
    "messages send": [
      Builtin.Example(
        #"""
        messages send instance=my-instance recipient=+966501234567 \
          content="Hello!" --wait
        """#),
      Builtin.Example(
        #"""
        messages send instance=my-instance recipient=+966501234567 \
          message_type=image content="Your receipt" filename=receipt.png \
          media_url=https://example.com/receipt.png
        """#),
    ],
    "messages send-bulk": [
      Builtin.Example(
        """
        messages send-bulk instance=my-instance messages=[
          {recipient: +966501234567, content: "Hi Ahmed"},
          {recipient: +966509876543, content: "Hi Sara"},
        ]
        """),
      Builtin.Example(
        """
        let list = contacts list | map {recipient: @.phone, content: "Hi"}
        messages send-bulk instance=my-instance messages=$list --dry-run
        """),
    ],
    "messages send-status": [
      Builtin.Example(
        #"""
        messages send-status instance=my-instance type=text \
          content="New products!" background_color=#25D366 font=2 \
          all_contacts=true
        """#)
    ],
    "messages send-location": [
      Builtin.Example(
        #"""
        messages send-location instance=my-instance \
          recipient=+966501234567 latitude=24.7136 longitude=46.6753 \
          name="Our office" address="King Fahd Road, Riyadh"
        """#)
    ],
    "messages send-contact": [
      Builtin.Example(
        #"""
        messages send-contact instance=my-instance \
          recipient=+966501234567 contacts=[{
            fullName: "Support", wuid: "966200001234",
            phoneNumber: "+966200001234", email: "support@example.com",
          }]
        """#)
    ],
    "messages send-poll": [
      Builtin.Example(
        #"""
        messages send-poll instance=my-instance recipient=+966501234567 \
          name="When?" values=[Morning, Evening] selectable_count=1
        """#)
    ],
    "messages send-buttons": [
      Builtin.Example(
        #"""
        messages send-buttons instance=my-instance \
          recipient=+966501234567 title="It is ready" footer="Thank you" \
          description="Order 5678 can be picked up." buttons=[
            {type: reply, displayText: "I am coming", id: coming},
            {type: url, displayText: "Map", url: "https://example.com/map"},
          ]
        """#)
    ],
    "messages status": [
      Builtin.Example(
        "let sent = \(sending)\n(messages status $sent.message_id).status", shows: "\"pending\"")
    ],
    "messages get": [
      Builtin.Example("let sent = \(sending)\n(messages get $sent.message_id).content", shows: "\"Hi\"")
    ],
    "messages list": [
      Builtin.Example(
        "messages list --since yesterday \\\n  | where @.status in [failed, refunded] | count", shows: "0"),
      Builtin.Example("messages list | first 10 | select id recipient status"),
    ],
    "instances list": [
      Builtin.Example("instances list | where @.status == \"open\" | map @.name", shows: "\"my-instance\"")
    ],
    "instances get": [Builtin.Example("(instances get my-instance).id", shows: "124")],
    "instances status": [
      Builtin.Example("(instances status my-instance).connection_status", shows: "\"open\"")
    ],
    "contacts list": [Builtin.Example("contacts list | sort-by @.label | map @.phone")],
    "contacts create": [
      Builtin.Example(
        #"""
        contacts create phone=+966501234568 label="Ali" \
          email=ali@example.com notes="VIP customer"
        """#)
    ],
    "contacts get": [Builtin.Example("(contacts get 12).label", shows: "\"Sara Al-Harbi\"")],
    "contacts update": [
      Builtin.Example("(contacts update 12 notes=\"Upgraded\").notes", shows: "\"Upgraded\"")
    ],
    "contacts delete": [Builtin.Example("contacts delete 12 --yes\ncontacts list | count")],
    "templates create": [
      Builtin.Example(
        #"""
        templates create workspace_id=22 name=Shipped message_type=text \
          content="Hi {{name}}, your order has shipped."
        """#)
    ],
    "templates list": [Builtin.Example("templates list | map @.name", shows: "\"Order Shipped\"")],
    "workspaces list": [Builtin.Example("workspaces list | select id name")],
    "workspaces get": [Builtin.Example("(workspaces get 22).name", shows: "\"Main Workspace\"")],
  ]

  private static let sending =
    "messages send instance=my-instance \\\n  recipient=+966501234567 content=Hi"
}
