import JSON
import Numbering
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
      ("+49 0151 23456789", nil, "+4915123456789"), ("+31 0612345678", nil, "+31612345678"),
      ("+62 0812-3456-7890", nil, "+6281234567890"), ("0966 50 123 4567", "SA", "+966501234567"),
      ("04921 123456", "DE", "+494921123456"),
      ("+39 (0)6 1234 5678", nil, "+390612345678"), ("+225 07 12 34 56 78", nil, "+2250712345678"),
      ("+52 1 55 1234 5678", nil, "+525512345678"), ("044 55 1234 5678", "MX", "+525512345678"),
      ("011 15-2345-6789", "AR", "+5491123456789"), ("+54 9 11 2345 6789", nil, "+5491123456789"),
      ("0 15 11 96123-4567", "BR", "+5511961234567"), ("＋４９ １５１ ２３４５６７８９", nil, "+4915123456789"),
      ("tel:+49-151-23456789", nil, "+4915123456789"), ("TEL:0501234567", "SA", "+966501234567"),
      ("011 49 151 23456789", "US", "+4915123456789"), ("0011 49 151 23456789", "AU", "+4915123456789"),
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
      (
        "+49 00151 23456789", nil,
        "phone takes a number of its country's numbering plan, but +49 has none such as the string \"+49 00151 23456789\""
      ),
      (
        "062812345678", "ID",
        "phone takes a number that can be read in one way, but the string \"062812345678\" may be +62812345678 or +6262812345678"
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
    #expect(NumberingPlan.shared.callingCode(of: "999123456") == nil)
  }
}
