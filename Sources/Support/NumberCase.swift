import Catalog
import Commands
import HTTP
import JSON
import Library
import Machine
import Rendering
import Service
import Stage

/// What became of the messages to a number.
struct NumberCase {
  private let service: Service
  private let account: AccountReader
  private let since: Double

  /// How many of the newest messages are listed.
  private static let newest = 5

  init(_ service: Service, since: Double) {
    self.service = service
    self.since = since
    account = AccountReader(service)
  }

  private var now: Double { service.console.world.surroundings.date() }

  func explanation(of number: WrittenNumber) async throws(Failure) -> Explanation {
    try await reading(of: number).explanation
  }

  /// What was found about a number.
  struct Reading {
    var explanation: Explanation
    /// Whether the account has a number like this.
    var isKnown = true
    /// How the number may be meant, where it has none.
    var hint: String?
  }

  func reading(of number: WrittenNumber) async throws(Failure) -> Reading {
    let history = try await HistoryReader(service: service).read(since: since) { number.isOf($0) }
    let isTheirs: RowFilter = { number.isOf($0) }
    let contacts = try await service.about(only: isTheirs) { () async throws(Failure) in
      try await account.read(.listContacts)
    }
    let messages = history.rows.filter(number.isOf)
    let people = (contacts.value?.asArray ?? []).filter { $0["phone"]?.asString.map(number.fits) == true }
    let found = Set(
      messages.compactMap { $0["recipient"]?.asString } + people.compactMap { $0["phone"]?.asString })
    if found.count > 1 {
      return Reading(explanation: candidates(found.sorted(), number, messages, people))
    }
    var known = Known(
      name: found.first ?? number.whole ?? number.written, messages: messages, contact: people.first,
      contacts: contacts, history: history)
    if found.isEmpty { known.near = number.near(in: history.rows.compactMap { $0["recipient"]?.asString }) }
    return Reading(
      explanation: try await explanation(of: known, written: number), isKnown: !found.isEmpty,
      hint: hint(for: number, history))
  }

  /// How a number is meant of which nothing was found.
  private func hint(for number: WrittenNumber, _ history: History) -> String {
    let digits = number.whole ?? String(number.written.filter { $0.isASCII && $0.isNumber })
    let further = further(than: history, "number \(digits)")
    guard number.whole == nil, let meant = try? Library.phone(Text(digits), country: "SA") else {
      return further
    }
    return "with its country, such as Saudi Arabia: explain \(meant); \(further)"
  }

  /// How to look at more messages than were looked at. Where an account has too many for that, the list alone gives
  /// all those to one number.
  private func further(than history: History, _ number: String) -> String {
    let days = [30, 365].first { Double($0) * 86400 > now - history.since + 60 }
    if history.isWhole, let days { return "look further back: explain \(number) --since \(days)d" }
    if history.isWhole { return "ask which number is meant: none was sent to this one in that time" }
    let digits = number.split(separator: " ").last ?? ""
    return
      "look at all: \(Advice.messages(since: history.since)) --to \(digits); 'explain ID' then tells of one"
  }

  /// One number, and all that was found about it.
  private struct Known {
    var name: String
    var messages: [Value]
    var contact: Value?
    var contacts: AccountReader.Reading
    var history: History
    /// A recipient of other messages whose number differs by one digit.
    var near: String?
  }

  private func explanation(
    of known: Known, written number: WrittenNumber
  ) async throws(Failure) -> Explanation {
    let messages = known.messages
    let isOpen = number.whole == nil && known.name == number.written
    let name = isOpen ? "a number that ends in \(number.ending)" : known.name
    // A customer asks about the newest message that did not arrive, even where others came after it.
    let bad = messages.first { $0["status"]?.asString != "delivered" }
    let looked = known.history.words(now: now)
    var lines: [(String, String)] = [("contact", contactWords(known.contact, known.contacts))]
    lines.append(
      (
        "messages",
        known.history.refused?.reason
          ?? (messages.isEmpty ? "none; \(looked)" : "\(Figures.grouped(messages.count)) of them; \(looked)")
      ))
    var listed = Array(messages.prefix(Self.newest))
    if let bad, !listed.contains(bad) { listed.append(bad) }
    for row in listed { lines.append(("", words(for: row))) }
    if let unfilled = messages.first?.unfilled { lines.append(("unfilled", unfilled)) }
    let repeated = Repeated.all(in: messages)
    lines += repeated.prefix(3).map { ("twice", $0.words) }
    let notRead = AccountReader.notRead([("contact", known.contacts), ("messages", known.history.refused)])
    let shown: Value = known.history.refused == nil ? .array(listed) : .null
    var value = Object()
    value["number"] = Value(known.name)
    value["contact"] = known.contact ?? .null
    value["messages"] = shown
    value["count"] = known.history.refused == nil ? .int(Int64(messages.count)) : .null
    value["about"] = bad?["id"] ?? .null
    value["repeated"] = .array(repeated.map(\.value))
    value["not_read"] = notRead
    if let refused = known.history.refused {
      let advice =
        if case .notAllowed = refused {
          "find the message's id: 'explain ID' reads one message with send_message alone"
        } else {
          "the service could not be asked, so nothing is known of these messages: 'doctor' tells why"
        }
      lines.append(("do", advice))
      var unread = Explanation(
        .object(value), heading: "The messages to \(known.name) could not be read.", lines)
      unread.failure = refused.failure
      return unread
    }
    if let twice = repeated.first {
      lines.append(("do", twice.advice))
      if bad == nil { return Explanation(.object(value), heading: twice.heading(known.name), lines) }
    }
    guard let bad, let id = bad["id"] else {
      if let near = known.near {
        let theirs = known.history.rows.filter { $0["recipient"]?.asString == near }
        let last = theirs.first?.created.map { ", the last \(Figures.duration(max(now - $0, 0))) ago" } ?? ""
        lines.append(("near", "\(near), one digit away: \(Figures.counted(theirs.count, "message"))\(last)"))
        value["near"] = Value(near)
        let further = known.history.isWhole ? "" : "; else " + further(than: known.history, name)
        lines.append(("do", "is that the one? explain \(near)\(further)"))
      } else if messages.isEmpty {
        let advice = isOpen ? hint(for: number, known.history) : further(than: known.history, name)
        lines.append(("do", advice))
        value["advice"] = Value(advice)
      }
      let last = messages.first.map { "The last message to \(known.name) arrived: \($0["id"]?.json ?? "")." }
      return Explanation(
        .object(value), heading: last ?? "No message to \(name) was found.", lines)
    }
    return try await joined(value, known, lines, bad, id)
  }

  private func joined(
    _ value: Object, _ known: Known, _ lines: [(String, String)], _ bad: Value, _ id: Value
  ) async throws(Failure) -> Explanation {
    var value = value
    let record = try await account.message(id)
    let one = try await MessageCase(service, since: since).explanation(
      of: record.value ?? bad, id, record, known.history)
    value["explanation"] = one.value
    var joined = Explanation(.object(value), heading: "Messages to \(known.name)", lines)
    joined.parts += one.parts
    return joined
  }

  /// A local number may belong to several people. Then only the numbers are listed, and the messages
  /// of none of them are shown.
  private func candidates(
    _ found: [String], _ number: WrittenNumber, _ messages: [Value], _ people: [Value]
  ) -> Explanation {
    let rows = found.map { name -> (value: Value, line: (String, String)) in
      let theirs = messages.filter { $0["recipient"]?.asString == name }
      let contact = people.first { $0["phone"]?.asString == name }
      let count = Figures.counted(theirs.count, "message")
      let last = theirs.first?.created.map { ", the last \(Figures.duration(max(now - $0, 0))) ago" } ?? ""
      return (
        [
          "number": Value(name), "messages": .int(Int64(theirs.count)),
          "contact": contact?["id"] ?? .null,
        ], (name, count + last + (contact == nil ? "" : ", a contact"))
      )
    }
    return Explanation(
      ["number": Value(number.written), "candidates": .array(rows.map(\.value))],
      heading: "\(Escaping.line(number.written)) may be \(found.count) numbers: which one is meant?",
      rows.prefix(15).map(\.line) + [("do", "explain \(found[0])")])
  }

  private func contactWords(_ contact: Value?, _ reading: AccountReader.Reading) -> String {
    if let reason = reading.reason { return reason }
    guard let contact else { return "not among the contacts" }
    let label = contact["label"]?.asString.map { ": \(Escaping.line($0))" } ?? ""
    return "\(contact["id"]?.json ?? "?")\(label)"
  }

  private func words(for row: Value) -> String {
    let when = row.created.map { MessageCase(service, since: since).moment($0) } ?? ""
    return "\(row["id"]?.json ?? "?")  \(Escaping.line(row["status"]?.asString ?? "?"))  \(when)"
  }
}

extension WrittenNumber {
  /// Whether a message or a contact belongs to this number.
  func isOf(_ row: Value) -> Bool { (row["recipient"] ?? row["phone"])?.asString.map(fits) == true }

  /// The first of these numbers that one digit more, one less, another one or two in the other order would make this one.
  func near(in recipients: [String]) -> String? {
    let wanted = Array(ending)
    return recipients.first { recipient in
      let digits = recipient.filter(\.isNumber)
      guard recipient.first == "+" else { return false }
      if whole != nil { return Self.isNear(wanted, Array(digits)) }
      return (wanted.count - 1...wanted.count + 1).contains { Self.isNear(wanted, Array(digits.suffix($0))) }
    }
  }

  private static func isNear(_ one: [Character], _ other: [Character]) -> Bool {
    let start = zip(one, other).prefix { $0 == $1 }.count
    let (a, b) = (one[start...], other[start...])
    return a.dropFirst() == b || a == b.dropFirst() || !a.isEmpty && a.dropFirst() == b.dropFirst()
      || a.count > 1 && b.count > 1 && a.first == b.dropFirst().first && b.first == a.dropFirst().first
        && a.dropFirst(2) == b.dropFirst(2)
  }
}
