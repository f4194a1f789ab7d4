import Catalog
import JSON
import Testing

@Suite struct CoercionTests {
  @Test(
    "a word takes the type that is declared",
    arguments: [
      ("messages send", "template_id", "7", 7),
      ("messages send", "template_id", "seven", "seven"),
      ("messages send", "template_id", "1e2", 100),
      ("messages send", "template_id", "99999999999999999999", "99999999999999999999"),
      ("messages send", "recipient", "966501234567", "966501234567"),
      ("messages send", "content", "true", "true"),
      ("messages send", "content", "12", "12"),
      ("messages send", "link_preview", "false", false),
      ("messages send", "link_preview", "no", "no"),
      ("messages send", "message_type", "image", "image"),
      ("messages send", "instance", "124", 124),
      ("messages send", "instance", "0124", "0124"),
      ("messages send", "instance", "my-instance", "my-instance"),
      ("messages send-location", "latitude", "-24.5", -24.5),
      ("messages send-location", "latitude", "24", 24),
      ("messages send-location", "latitude", "0x10", "0x10"),
      ("messages send-location", "latitude", "nan", "nan"),
      ("messages send-location", "latitude", "1.", "1."),
      ("messages send-location", "latitude", "01", "01"),
      ("messages send-location", "latitude", "+1", "+1"),
      ("messages send-location", "latitude", "1e999", "1e999"),
      ("messages send-location", "latitude", "-", "-"),
      ("contacts get", "contactId", "12", 12),
    ] as [(String, String, String, Value)])
  func coerce(command: String, name: String, word: String, value: Value) throws {
    let parameter = try #require(try operation(command).parameter(name))
    #expect(parameter.coerce(word) == value)
  }

  @Test func aTemplateVariableIsText() throws {
    let type = try #require(try operation("messages send").parameter("template_variables")?.type)
    #expect(type.member("order_id")?.coerce("9988") == "9988")
  }

  @Test func aMemberOfAnObjectHasItsOwnType() throws {
    let quoted = try #require(try operation("messages send").parameter("quoted")?.type)
    #expect(quoted.member("key")?.member("id")?.coerce("12") == "12")
    #expect(quoted.member("kee") == nil)
  }
}
