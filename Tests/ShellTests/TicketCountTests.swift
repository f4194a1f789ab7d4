import Testing

/// The tickets of the transcript: how many commands each takes, and its true cause.
@Suite struct TicketCountTests {
  private struct Ticket {
    /// What the customer says.
    var said: String
    /// The number in front of it.
    var told: Int
    var inputs: [String] = []
    var shown = ""
  }

  private static func tickets() throws -> [Ticket] {
    let transcript = Transcript(parsing: try Folder.read("\(Folder.tests)/Transcripts/tickets.wslt"))
    var tickets: [Ticket] = []
    for exchange in transcript.exchanges {
      if exchange.input.hasPrefix("# "), let colon = exchange.input.firstIndex(of: ":"),
        let told = Int(exchange.input[exchange.input.index(exchange.input.startIndex, offsetBy: 2)..<colon])
      {
        tickets.append(Ticket(said: exchange.input, told: told))
      } else if !tickets.isEmpty {
        // Inputs that only make the history of a ticket are not commands of the person who works on
        // it.
        let makes = ["let ", "sleep ", "messages send"].contains { exchange.input.hasPrefix($0) }
        if !makes { tickets[tickets.count - 1].inputs.append(exchange.input) }
        tickets[tickets.count - 1].shown += exchange.shown
      }
    }
    return tickets
  }

  /// The true cause for each of the customer's sentences.
  private static let causes: [(said: String, cause: String)] = [
    ("He got no code", "Recipient is not on WhatsApp"),
    ("The reminder did not arrive", "backup is closed (close) now"),
    ("pending since days", "it is no longer on its way"), ("nobody read it", "never confirmed as delivered"),
    ("the invoice twice", "sent 2 times within 12 s"), ("fits two people", "may be 2 numbers"),
    ("Hi {{name}}", "{{name}} was sent as it stands"), ("it stopped", "backup"),
    ("yesterday and today", "Instance backup is not connected"), ("97 of 100", "3"),
    ("exit 9 mean", "in_doubt"),
    ("Recipient is not on WhatsApp", "has no account on WhatsApp"),
    ("the instance backup", "backup is closed (close)."),
    ("402, 403, 410", "disabled for good"), ("answers 422", "JSON allows no comma before }"),
  ]

  @Test func eachIsAnsweredByAtMostThreeCommandsWithItsCause() throws {
    let tickets = try Self.tickets()
    #expect(tickets.count == Self.causes.count)
    for ticket in tickets {
      let found = Self.causes.filter { ticket.said.contains($0.said) }
      let cause = try #require(found.first, "\(ticket.said)")
      #expect(ticket.shown.contains(cause.cause), "\(ticket.said): \(ticket.shown)")
      // Several spellings and several statuses are several tickets, with one command each.
      let isList =
        ticket.said.contains("three spellings") || ticket.said.contains("402, 403")
        || ticket.said.contains("exit 9 mean")
      let most = isList ? 4 : 3
      #expect(1...most ~= ticket.inputs.count && ticket.told <= 3, "\(ticket.said): \(ticket.inputs)")
    }
  }
}
