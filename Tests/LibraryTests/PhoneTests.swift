import JSON
import Testing

@testable import Library

@Suite struct PhoneTests {
  @Test(
    arguments: [
      ("+966 50 123 4567", nil, "+966501234567"),
      ("00966-50-123-4567", nil, "+966501234567"),
      ("+966 (0) 50 123 4567", nil, "+966501234567"),
      ("+966 050 123 4567", nil, "+966501234567"),
      ("\u{202A}+966 50 123 4567\u{202C}", nil, "+966501234567"),
      ("٠٠٩٦٦٥٠١٢٣٤٥٦٧", nil, "+966501234567"),
      ("050 123 4567", "SA", "+966501234567"),
      ("501234567", "sa", "+966501234567"),
      ("966501234567", "SA", "+966501234567"),
      ("٠٥٠١٢٣٤٥٦٧", "SA", "+966501234567"),
      ("۰۵۰۱۲۳۴۵۶۷", "SA", "+966501234567"),
      ("0501234567.0", "SA", "+966501234567"),
      (" 0100 123 4567 ", "EG", "+201001234567"),
      ("201001234567", "EG", "+201001234567"),
      ("(202) 555-0143", "US", "+12025550143"),
      ("1-202-555-0143", "US", "+12025550143"),
      ("8 (912) 345-67-89", "RU", "+79123456789"),
      ("8121234567", "RU", "+78121234567"),
      ("06 20 123 4567", "HU", "+36201234567"),
      ("0171 1234567", "DE", "+491711234567"),
      ("491711234567", "DE", "+491711234567"),
      ("06 1234 5678", "IT", "+390612345678"),
      ("393471234567", "IT", "+393471234567"),
      ("8 029 123 45 67", "BY", "+375291234567"),
      ("+1 246 230 1234", "SA", "+12462301234"),
      ("020 7946 0958", "GB", "+442079460958"),
      ("67 123 456", "HU", "+3667123456"),
      ("628123456789", "ID", "+628123456789"),
    ] as [(String, String?, String)])
  func numbersBecomeE164(written: String, country: String?, expected: String) throws {
    #expect(try call("phone", Value(written), country.map { Value($0) }) == Value(expected))
  }

  @Test func aNumberWithoutItsQuotesIsTakenToo() throws {
    #expect(try call("phone", 966_501_234_567, "SA") == "+966501234567")
    #expect(try call("phone", .double(501_234_567), "SA") == "+966501234567")
  }

  @Test(
    arguments: [
      (
        "9.66E+11", "SA",
        "phone takes a phone number, but the string \"9.66E+11\" is one that a spreadsheet has rounded"
      ),
      (
        "9,66e+11", nil,
        "phone takes a phone number, but the string \"9,66e+11\" is one that a spreadsheet has rounded"
      ),
      ("0501234567", nil, "phone takes a number with + or 00, but has the string \"0501234567\""),
      ("05012345", "SA", "a number of +966 must have 9 digits after it, but the string \"05012345\" has 7"),
      (
        "+96650123456789", nil,
        "a number of +966 must have 9 digits after it, but the string \"+96650123456789\" has 11"
      ),
      (
        "+0501234567", nil,
        "phone takes a phone number, but the string \"+0501234567\" begins with no country's calling code"
      ),
      ("none", "SA", "phone takes a phone number, but the string \"none\" has more in it than a number"),
      (
        "050-123-4567 x12", "SA",
        "phone takes a phone number, but the string \"050-123-4567 x12\" has more in it than a number"
      ),
      ("", "SA", "phone takes a phone number, but the string \"\" has no digits"),
      ("+", nil, "phone takes a phone number, but the string \"+\" has no digits"),
      ("0501234567", "KSA", "phone takes a country's two letters of ISO 3166, but has the string \"KSA\""),
    ] as [(String, String?, String)])
  func whatCannotBeTrustedIsRefused(written: String, country: String?, expected: String) {
    #expect(message { try call("phone", Value(written), country.map { Value($0) }) } == expected)
  }

  @Test func theTableHoldsTheWorld() {
    for code in ["SA", "AE", "EG", "YE", "US", "KZ", "XK", "PS", "SS", "TL", "ZW"] {
      #expect(NumberingPlan.shared.country(code) != nil, "\(code)")
    }
    #expect(NumberingPlan.shared.plan(ofInternational: "999123456") == nil)
  }
}
