import Catalog
import Commands
import HTTP
import JSON
import Machine
import Rendering
import Service
import Source
import Stage

extension SupportDesk {
  /// How far back messages are looked for where `--since` is not given, in seconds.
  private static let week = 7 * 86400.0

  /// Explains what customers quote: a status, an exit status, an error's kind or code, a reason, an instance,
  /// a message or a number.
  func explanation(_ call: WorldCall) async throws(Failure) -> Explanation {
    let now = service.console.world.surroundings.date()
    let since = try Window(call, now: now, in: service.zone).since ?? now - Self.week
    let operands = call.operand(0)?.asArray ?? []
    let items = operands.count == 1 ? operands[0].asArray ?? operands : operands
    if operands.count == 1, operands[0].asArray != nil {
      return try await ListCase(service).explanation(of: items)
    }
    if items.count == 1, let record = items[0].asObject {
      return try await explanation(of: record, since: since)
    }
    if items.count > 1, items.allSatisfy({ $0.asInt != nil || $0.asObject != nil }) {
      return try await ListCase(service).explanation(of: items)
    }
    let words = items.map { $0.asString ?? $0.json }
    return try await explanation(of: words.joined(separator: " "), since: since)
  }

  private func explanation(of record: Object, since: Double) async throws(Failure) -> Explanation {
    switch RecordAtHand(record) {
    case .message(let id): return try await MessageCase(service, since: since).explanation(of: id)
    case .messages(let ids): return try await ListCase(service).explanation(of: ids)
    case .status(let status): return Explanation(status: status)
    case .words(let words): return try await explanation(of: words, since: since)
    case nil:
      let names = record.names.prefix(6).map(\.string)
      throw unknown(names.isEmpty ? "{}" : "an object with \(names.joined(separator: ", "))")
    }
  }

  private func explanation(of text: String, since: Double) async throws(Failure) -> Explanation {
    if let named = try await named(text, since: since) { return named }
    if let number = Int(text), let known = Explanation(number: number, text) { return known }
    if text.isID, let id = Int64(text) { return try await explanation(of: id, text, since: since) }
    if let number = WrittenNumber(text) {
      return try await NumberCase(service, since: since).explanation(of: number)
    }
    if let found = Explanation(word: text) ?? Explanation(ownWords: text) { return found }
    if let found = try await KeyCase(self).explanation(of: text) { return found }
    let instances = InstanceCase(service, since: since)
    let list = try await instances.list()
    if let found = try await instances.explanation(of: text, in: list) { return found }
    if text.contains(" "), let found = try await ReasonCase(service, since: since).explanation(of: text) {
      return found
    }
    // This is the form in which errors tell a status: `Not Found (404)`.
    if let status = text.split(whereSeparator: "()".contains).lazy.compactMap({ Self.status(String($0)) })
      .first
    {
      return Explanation(status: status)
    }
    if let found = try await KeyCase(self).explanation(ofBulk: text) { return found }
    if let failure = try await KeyCase(self).unknown(text) { throw failure }
    throw unknown(text, list)
  }

  /// Explains digits. They are the id of a message, or a number as it is dialled within its country, perhaps without
  /// its 0. Few digits are more likely an id.
  private func explanation(of id: Int64, _ text: String, since: Double) async throws(Failure) -> Explanation {
    let message = MessageCase(service, since: since)
    guard let number = WrittenNumber(text) else { return try await message.explanation(of: .int(id)) }
    let isShort = text.utf8.count < 10
    var missing: Failure?
    if isShort {
      do throws(Failure) { return try await message.explanation(of: .int(id)) } catch {
        if error.kind != .missing { throw error }
        missing = error
      }
    }
    let found = try await NumberCase(service, since: since).reading(of: number)
    if found.isKnown { return found.explanation }
    if let missing, found.explanation.failure == nil {
      throw Failure(
        .missing,
        "\(text) must be the id of a message, or end a number of the account, but does neither",
        hint: found.hint, status: missing.status)
    }
    if isShort { return found.explanation }
    do throws(Failure) { return try await message.explanation(of: .int(id)) } catch {
      if error.kind != .missing { throw error }
      return found.explanation
    }
  }

  /// Explains `message 9`, `exit 9`, `status 402` or `instance 9`, where the number alone would be taken for
  /// something else. Nil where the text has none of these forms.
  private func named(_ text: String, since: Double) async throws(Failure) -> Explanation? {
    let words = text.split(separator: " ", maxSplits: 1).map(String.init)
    guard words.count == 2 else { return nil }
    let (kind, rest) = (
      words[0].lowercased().replacing(":", with: ""),
      words[1].split(separator: " ").last.map(String.init) ?? words[1]
    )
    // This is the form in which programs show a status: `401 Unauthorized`.
    if let status = Self.status(words[0]), words[1].first?.isUppercase == true {
      return Explanation(status: status)
    }
    switch kind {
    case "message", "msg", "id":
      guard let id = Int64(rest) else { return nil }
      return try await MessageCase(service, since: since).explanation(of: .int(id))
    case "exit":
      return Int(rest).flatMap { status in ExitMeaning.all.first { $0.status == status } }?.explanation
    case "status", "http", "error":
      return words[1].split { !$0.isNumber }.lazy.compactMap { Self.status(String($0)) }.first
        .map(Explanation.init(status:)) ?? Explanation(word: words[1])
    case "number":
      guard let number = WrittenNumber(words[1]) else { return nil }
      return try await NumberCase(service, since: since).explanation(of: number)
    case "key": return try await KeyCase(self).explanation(of: words[1])
    case "instance":
      let instances = InstanceCase(service, since: since)
      let list = try await instances.list()
      if let failure = list.failure, !words[1].contains(" ") { throw failure }
      return try await instances.explanation(of: words[1], in: list)
    default: return nil
    }
  }

  private static func status(_ text: String) -> Int? {
    text.utf8.count == 3 ? Int(text).flatMap { (100...599).contains($0) ? $0 : nil } : nil
  }

  /// - Parameter instances: the account's instances, where the text may name one of them.
  private func unknown(_ text: String, _ instances: AccountReader.Reading? = nil) -> Failure {
    var near = nearest(text, among: ErrorMeaning.all.map(\.kind.rawValue) + Explanation.words.map(\.word))
    if near == nil, let refused = instances?.failure {
      let word = "'\(Escaping.line(text).cut(to: 100))'"
      return Failure(
        refused.kind, "\(word) may be an instance, but the instances could not be read: \(refused.message)",
        hint: refused.hint, status: refused.status)
    }
    if !text.contains(" "), let instances { near = InstanceCase.nearestName(text, in: instances) ?? near }
    return Failure(
      .usage,
      "explain takes a status, an error kind, an instance, a reason, a message id, a phone number or a key of "
        + "'once', but has '\(Escaping.line(text).cut(to: 100))'",
      hint: near.map { "did you mean '\(Escaping.line($0))'?" }
        ?? "explain 402, explain in_doubt, explain +966501234567; failures counts what failed")
  }
}

extension String {
  /// Whether it has the form of an id: digits, the first of them not 0.
  fileprivate var isID: Bool {
    !isEmpty && first != "0" && utf8.allSatisfy { (0x30...0x39).contains($0) }
  }
}

extension Explanation {
  /// Explains an HTTP status or an exit status; nil where the number is neither.
  fileprivate init?(number: Int, _ text: String) {
    if let exit = ExitMeaning.all.first(where: { $0.status == number }), "\(number)" == text {
      self = exit.explanation
    } else if (300...599).contains(number) || StatusMeaning.of(number) != nil, text.count == 3 {
      self.init(status: number)
    } else {
      return nil
    }
  }
}
