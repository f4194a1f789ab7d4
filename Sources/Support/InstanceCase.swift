import Catalog
import Commands
import HTTP
import JSON
import Library
import Machine
import Rendering
import Service
import Source
import Stage

/// The state of an instance, and what became of its messages.
struct InstanceCase {
  private let service: Service
  private let since: Double

  /// How many records are read.
  private static let most = 100

  init(_ service: Service, since: Double) {
    self.service = service
    self.since = since
  }

  /// The account's instances, or why they cannot be read.
  func list() async throws(Failure) -> AccountReader.Reading {
    try await AccountReader(service).read(.listInstances)
  }

  /// Nil where none of the instances in the list is meant.
  func explanation(of word: String, in list: AccountReader.Reading) async throws(Failure) -> Explanation? {
    let account = AccountReader(service)
    let instances = list.value?.asArray ?? []
    let found =
      instances.first { $0["name"]?.asString == word } ?? instances.first { $0["id"]?.json == word }
      ?? instances.first { $0["name"]?.asString.map(Self.plain) == Self.plain(word) }
    guard let row = found, let word = row["name"]?.asString else { return nil }
    let live = try await account.read(.instanceStatus, id: row["name"] ?? .null)
    let state = live.value?["connection_status"]?.asString ?? row["status"]?.asString ?? "?"
    let meaning = WordMeaning.connectionStatuses.first { $0.word == state }
    let name = Escaping.line(word)
    var rows = [("now", state.asConnection + (meaning.map { ": \($0.meaning)" } ?? ""))]
    if let battery = live.value?["battery"]?.asInt, state == "open" {
      rows.append(("battery", "\(battery) %"))
    }
    let told = try await failures(of: word)
    rows += told.rows
    rows.append(
      (
        "do",
        meaning?.advice
          ?? (told.count == 0 ? "nothing: it is ready to send" : "failures --by instance,reason counts them")
      ))
    return Explanation(
      [
        "instance": live.value ?? row, "status": Value(state), "failures": .int(Int64(told.count)),
        "advice": meaning?.advice.map { Value($0) } ?? .null,
      ], heading: "\(name) is \(state.asConnection).", rows)
  }

  /// The name in the list that was probably meant.
  static func nearestName(_ word: String, in list: AccountReader.Reading) -> String? {
    nearest(word, among: (list.value?.asArray ?? []).compactMap { $0["name"]?.asString })
  }

  /// The name in a form in which `My instance` and `my-instance` are equal.
  private static func plain(_ name: String) -> String {
    name.lowercased().filter { $0.isLetter || $0.isNumber }
  }

  private func failures(of name: String) async throws(Failure) -> (rows: [(String, String)], count: Int) {
    let history = try await HistoryReader(service: service).read(since: since) { _ in false }
    if let reason = history.refused?.reason { return ([("failures", reason)], 0) }
    let failed = history.failed
    let records = try await FailureRecords.read(failed, most: Self.most, in: service)
    let known = records.known(failed)
    let theirs = known.filter { records.instance(of: $0) == name }
    let now = service.console.world.surroundings.date()
    var rows = [
      ("failures", "\(records.count(theirs, of: failed)); \(history.words(now: now))")
    ]
    for line in try await InstanceChanges(service).words(history, records) where line.hasPrefix("\(name): ") {
      rows.append(("changed", Escaping.line(line)))
    }
    return (rows, theirs.count)
  }
}

extension String {
  /// The service's word for the state of a connection, as a sentence has it: `close` alone could mean near.
  var asConnection: String { self == "close" ? "closed (close)" : Escaping.line(self) }
}
