import JSON
import Verbs

/// Messages with more than text and media, and the two kinds that are gone.
extension Operation {
  static let rich = [sendLocation, sendContact, sendPoll, sendButtons, sendReaction, sendList]

  public static let sendLocation = Operation(
    "messages", "send-location", .post, "/messages/send-location",
    parameters: [
      .instance, .recipient, .contactID,
      Parameter(
        "latitude", .number, required: true, limits: [.between(-90, 90)], "degrees north, -90 to 90"),
      Parameter(
        "longitude", .number, required: true, limits: [.between(-180, 180)], "degrees east, -180 to 180"),
      Parameter("name", .string, "the name shown at the pin"),
      Parameter("address", .string, "the street address below it"),
    ],
    rules: [.toSomebody], idle: [.toSomebody], scope: .sendMessage, kind: .send, success: 202,
    summary: "send a location",
    examples: [
      Example(
        "An office",
        [
          "instance": "my-instance", "recipient": "+966501234567", "latitude": 24.7136,
          "longitude": 46.6753, "name": "Our Head Office", "address": "King Fahd Road, Riyadh",
        ])
    ],
    answers: .data(.queued, hasMessage: true),
    lines: [
      Line(
        #"""
        messages send-location instance=my-instance \
          recipient=+966501234567 latitude=24.7136 longitude=46.6753 \
          name="Our office" address="King Fahd Road, Riyadh"
        """#)
    ])

  public static let sendContact = Operation(
    "messages", "send-contact", .post, "/messages/send-contact",
    parameters: [
      .instance, .recipient, .contactID,
      Parameter(
        "contacts", .array(of: .object(Shape(Parameter.ofCard))), required: true,
        "the cards: each {fullName, wuid, phoneNumber, …}"),
    ],
    rules: [.toSomebody], idle: [.toSomebody], scope: .sendMessage, kind: .send, success: 202,
    summary: "send contact cards that can be saved",
    examples: [
      Example(
        "A support team",
        [
          "instance": "my-instance", "recipient": "+966501234567",
          "contacts": [
            [
              "fullName": "Support Team", "wuid": "966200001234", "phoneNumber": "+966200001234",
              "organization": "Acme Corp", "email": "support@acme.com",
            ]
          ],
        ])
    ],
    answers: .data(.queued, hasMessage: true),
    lines: [
      Line(
        #"""
        messages send-contact instance=my-instance \
          recipient=+966501234567 contacts=[{
            fullName: "Support", wuid: "966200001234",
            phoneNumber: "+966200001234", email: "support@example.com",
          }]
        """#)
    ])

  public static let sendPoll = Operation(
    "messages", "send-poll", .post, "/messages/send-poll",
    parameters: [
      .instance, .recipient, .contactID,
      Parameter("name", .string, required: true, limits: [.length(255)], "the question"),
      Parameter(
        "values", .array(of: .string), required: true, limits: [.count(2...13)],
        "the answers to choose from"),
      Parameter(
        "selectable_count", .integer, limits: [.atLeast(1)], defaultValue: 1,
        "how many answers one may choose"),
      .delay, .quoted,
    ],
    rules: [.toSomebody, .atMostCount("selectable_count", of: "values")], idle: [.toSomebody],
    scope: .sendMessage, kind: .send, success: 202, summary: "send a poll",
    examples: [
      Example(
        "When to call",
        [
          "instance": "my-instance", "recipient": "+966501234567",
          "name": "What is your preferred contact time?", "values": ["Morning", "Afternoon", "Evening"],
          "selectable_count": 1,
        ])
    ],
    answers: .data(.queued, hasMessage: true),
    lines: [
      Line(
        #"""
        messages send-poll instance=my-instance recipient=+966501234567 \
          name="When?" values=[Morning, Evening] selectable_count=1
        """#)
    ])

  public static let sendButtons = Operation(
    "messages", "send-buttons", .post, "/messages/send-buttons",
    parameters: [
      .instance, .recipient, .contactID,
      Parameter("title", .string, required: true, limits: [.length(255)], "the heading"),
      Parameter("description", .string, required: true, "the text"),
      Parameter("footer", .string, limits: [.length(60)], "the small print"),
      Parameter(
        "buttons", .array(of: .object(Shape(Parameter.ofButton, rules: Rule.ofButton))), required: true,
        "the buttons: each {type, displayText, …}"),
    ],
    rules: [.toSomebody], idle: [.toSomebody], scope: .sendMessage, kind: .send, success: 202,
    summary: "send a message with buttons", examples: [.buttons],
    answers: .data(.queued, hasMessage: true),
    lines: [
      Line(
        #"""
        messages send-buttons instance=my-instance \
          recipient=+966501234567 title="It is ready" footer="Thank you" \
          description="Order 5678 can be picked up." buttons=[
            {type: reply, displayText: "I am coming", id: coming},
            {type: url, displayText: "Map", url: "https://example.com/map"},
          ]
        """#)
    ])

  public static let sendReaction = Operation(
    "messages", "send-reaction", .post, "/messages/send-reaction", scope: .sendMessage, kind: .send,
    summary: "react to a message", gone: "reactions are not available in this version of the API")

  public static let sendList = Operation(
    "messages", "send-list", .post, "/messages/send-list", scope: .sendMessage, kind: .send,
    summary: "send an interactive list", gone: "WhatsApp has given up interactive list messages")
}

extension Parameter {
  fileprivate static let ofCard: [Parameter] = [
    Parameter("fullName", .string, required: true, "the name shown"),
    Parameter("wuid", .string, required: true, limits: [.pattern(.digits)], "the number, digits only"),
    Parameter("phoneNumber", .string, required: true, "the number as shown, such as +966501234567"),
    Parameter("organization", .string, "the company"),
    Parameter("email", .string, limits: [.pattern(.email)], "an email address"),
    Parameter("url", .string, limits: [.pattern(.url)], "a website"),
  ]

  fileprivate static let ofButton: [Parameter] = [
    Parameter("type", .enumeration(["reply", "url", "call", "copy"]), required: true, "what a tap does"),
    Parameter("displayText", .string, required: true, "the words on the button"),
    Parameter("id", .string, "reply: what comes back when it is tapped"),
    Parameter("url", .string, limits: [.pattern(.url)], "url: the page to open"),
    Parameter("phoneNumber", .string, "call: the number to call"),
    Parameter("copyCode", .string, "copy: the text to copy"),
  ]
}

extension Rule {
  /// Each type of button needs a field of its own (documentation, "Button Types").
  fileprivate static let ofButton: [Rule] = [
    .required("id", when: "type", isAnyOf: ["reply"]),
    .required("url", when: "type", isAnyOf: ["url"]),
    .required("phoneNumber", when: "type", isAnyOf: ["call"]),
    .required("copyCode", when: "type", isAnyOf: ["copy"]),
  ]
}

extension Example {
  fileprivate static let buttons = Example(
    "An order to pick up",
    [
      "instance": "my-instance", "recipient": "+966501234567", "title": "Your Order is Ready",
      "description": "Order #5678 is packed and ready for pickup.",
      "footer": "Thank you for shopping with us",
      "buttons": [
        ["type": "reply", "displayText": "Confirm Pickup", "id": "confirm_5678"],
        ["type": "url", "displayText": "View on Map", "url": "https://maps.google.com/?q=24.7,46.7"],
        ["type": "call", "displayText": "Call Us", "phoneNumber": "+966200001234"],
      ],
    ])
}
