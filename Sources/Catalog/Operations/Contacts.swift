import JSON
import Verbs

extension Operation {
  static let contacts = [listContacts, createContact, getContact, updateContact, deleteContact]

  public static let listContacts = Operation(
    "contacts", "list", .get, "/contacts", scope: .manageContacts,
    summary: "list the account's contacts", listing: .whole,
    answers: .list(of: .contact), lines: [Line("contacts list | sort-by @.label | map @.phone")])

  public static let createContact = Operation(
    "contacts", "create", .post, "/contacts", parameters: [.phone(required: true)] + Parameter.aboutContact,
    scope: .manageContacts, kind: .write, success: 201, summary: "add a contact",
    notes: "The id that it answers is the contact_id of every send.",
    examples: [
      Example(
        "A customer",
        [
          "phone": "+966501234567", "label": "Ahmed Al-Rashid", "email": "ahmed@example.com",
          "notes": "VIP customer",
        ])
    ],
    answers: .data(.contact),
    lines: [
      Line(
        #"""
        contacts create phone=+966501234568 label="Ali" \
          email=ali@example.com notes="VIP customer"
        """#)
    ])

  public static let getContact = Operation(
    "contacts", "get", .get, "/contacts/{contactId}", pathParameters: [.contactPath],
    scope: .manageContacts, summary: "show one contact", examples: [Example("By id", ["contactId": 12])],
    answers: .data(.contact), lines: [Line("(contacts get 12).label", shows: "\"Sara Al-Harbi\"")])

  public static let updateContact = Operation(
    "contacts", "update", .put, "/contacts/{contactId}", pathParameters: [.contactPath],
    parameters: [.phone(required: false)] + Parameter.aboutContact,
    rules: [.notEmpty, .notErased("phone")],
    scope: .manageContacts, kind: .write, summary: "change a contact",
    notes: "What is not given stays as it is.",
    examples: [
      Example(
        "New label and notes",
        ["contactId": 12, "label": "Ahmed Al-Rashid (Updated)", "notes": "Upgraded to Premium"])
    ],
    answers: .data(.contact),
    lines: [
      Line("(contacts update 12 notes=\"Upgraded\").notes", shows: "\"Upgraded\"")
    ])

  public static let deleteContact = Operation(
    "contacts", "delete", .delete, "/contacts/{contactId}", pathParameters: [.contactPath],
    scope: .manageContacts, kind: .write, summary: "delete a contact for good",
    notes: "The messages sent to it are kept; the contact itself cannot be recovered.", confirms: true,
    examples: [Example("By id", ["contactId": 12])],
    answers: .bare(.done), lines: [Line("contacts delete 12 --yes\ncontacts list | count")])
}

extension Parameter {
  fileprivate static func phone(required: Bool) -> Parameter {
    Parameter(
      "phone", .string, required: required, limits: [.pattern(.e164)],
      "the contact's phone number, such as +966501234567")
  }

  fileprivate static let aboutContact = [
    Parameter("label", .string, "the name it is shown by"),
    Parameter("email", .string, limits: [.pattern(.email)], "an email address"),
    Parameter("notes", .string, "anything worth knowing of it"),
  ]
}
