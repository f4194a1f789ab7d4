import Catalog
import Testing

@Suite struct MeaningTests {
  @Test func theMessageStatusesAreThoseOfTheDocumentation() {
    let statuses = WordMeaning.messageStatuses
    #expect(
      statuses.map(\.word) == ["pending", "processing", "sent", "delivered", "failed", "refunded"])
    #expect(statuses.filter(\.isFinal).map(\.word) == ["delivered", "failed", "refunded"])
  }

  @Test func theConnectionStatusesAndErrorCodesAreThoseOfTheDocumentation() {
    #expect(WordMeaning.connectionStatuses.map(\.word) == ["open", "close", "connecting"])
    #expect(WordMeaning.errorCodes.map(\.word) == ["INSUFFICIENT_CREDITS"])
  }

  @Test func theDocumentedStatusesAreAllExplained() {
    #expect(StatusMeaning.all.map(\.status) == [200, 201, 202, 400, 401, 402, 403, 404, 410, 422, 429, 500])
  }

  @Test func everyScopeIsNeededSomewhereAndSpeltAsDocumented() {
    #expect(
      Scope.allCases.map(\.rawValue) == [
        "send_message", "read_messages", "manage_instances", "manage_contacts", "manage_templates",
        "manage_workspaces",
      ])
    #expect(Set(Catalog.standard.operations.compactMap(\.scope)) == Set(Scope.allCases))
  }
}
