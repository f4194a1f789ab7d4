import JSON
import Testing

@testable import Catalog

/// What a mask may leave.
@Suite struct MemberKindTests {
  private let kinds = MemberKinds(.standard)

  /// The kind of each member in a documented answer is decided. A new member is personal until its kind
  /// is set.
  @Test func whatAnswersShowOfCustomersIsPersonal() {
    var personal: Set<String> = []
    for operation in Catalog.standard.operations {
      if let answer = operation.response { collect(answer, "", in: operation.noun, &personal) }
    }
    #expect(personal == ["content", "email", "name", "phone_number", "recipient"])
  }

  private func collect(_ value: Value, _ name: String, in noun: String?, _ personal: inout Set<String>) {
    switch value {
    case .object(let members):
      for member in members.members {
        let inner = kinds.noun(of: name) ?? noun
        collect(member.value, member.name.string, in: inner, &personal)
      }
    case .array(let items): for item in items { collect(item, name, in: noun, &personal) }
    case .null, .bool: break
    default: if kinds.kind(of: name, in: noun) == .personal { personal.insert(name) }
    }
  }

  @Test(arguments: [
    ("id", MemberKind.id), ("message_id", .id), ("contact_id", .id), ("status", .word), ("type", .word),
    ("message_type", .word), ("permissions", .word), ("created_at", .time), ("refunded_at", .time),
    ("timestamp", .time), ("credits_charged", .count), ("balance", .count), ("per_page", .count),
    ("delay", .count), ("error_message", .wording), ("instance", .name), ("recipient", .personal),
    ("latitude", .personal), ("customer_id", .personal), ("anything", .personal),
  ]) func aMembersNameTells(name: String, kind: MemberKind) { #expect(kinds.kind(of: name) == kind) }

  @Test func anInstancesNameStandsForItsID() {
    #expect(kinds.kind(of: "name", in: "instances") == .name)
    #expect(kinds.kind(of: "name", in: "contacts") == .personal)
    #expect(kinds.kind(of: "name", in: "templates") == .personal)
    #expect(kinds.noun(of: "instance") == "instances" && kinds.noun(of: "user") == nil)
  }

  @Test func parametersTellByTheirTypes() throws {
    let send = try #require(Catalog.standard["messages", "send"])
    let personal = send.parameters.filter { $0.kind == .personal }.map(\.name)
    #expect(
      personal == [
        "recipient", "content", "media_url", "filename", "template_variables", "quoted", "mentioned",
      ])
    #expect(kinds.maps == ["template_variables"])
    #expect(kinds.words.isSuperset(of: ["failed", "refunded", "text", "open", "send_message", "reply"]))
  }

  @Test(arguments: [
    ("2025-01-15T10:30:00.000000Z", true), ("2025-01-15 10:30", true), ("2025-01-15T10:30:00+03:00", true),
    ("2025-01-15", false), ("2025-01-15T10:30:00.000000Z0", false), ("", false), ("966501234567", false),
    ("2025-01-15T10:30:001", false),
  ]) func aMomentIsToldByItsForm(text: String, isOne: Bool) { #expect(Timestamp.matches(text) == isOne) }
}
