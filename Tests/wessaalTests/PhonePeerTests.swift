import Testing

/// Compares `phone` with libphonenumber: the example numbers of all regions and kinds, in the forms that
/// people use.
@Suite(.enabled(if: Peer.hasPhonenumbers, "no package phonenumbers")) struct PhonePeerTests {
  @Test func noNumberIsWrongInSilence() throws {
    let folder = Folder()
    let made = try Peer.python(Self.spellings, folder: folder.path)
    try #require(made.status == 0, "\(made.errors)")
    let run = try wessaal(["-c", Self.script], folder: folder.path, within: 120)
    #expect(run.status == 0, "\(run.errors)")
    let judged = try Peer.python(Self.judge(run.output, in: folder), folder: folder.path)
    #expect(judged.status == 0, "\(judged.output)\(judged.errors)")
  }

  private static let script = """
    open spellings.tsv | each {
      try { if @.region == "" { phone(@.text) } else { phone(@.text, @.region) } } catch e { "refused" }
    } | to text | save results.txt
    """

  private static func judge(_ output: String, in folder: Folder) -> String {
    #"""
    import csv, sys
    rows = list(csv.DictReader(open("spellings.tsv", encoding="utf-8"), delimiter="\t", quoting=csv.QUOTE_NONE))
    results = open("results.txt", encoding="utf-8").read().split("\n")[:len(rows)]
    assert len(results) == len(rows), (len(results), len(rows))
    wrong = [(r, got) for r, got in zip(rows, results) if got not in (r["number"], r["peer"], "refused")]
    lost = [(r, got) for r, got in zip(rows, results) if got == "refused" and r["must"] == "1"]
    for row, got in (wrong + lost)[:60]: print(dict(row), got)
    print(len(rows), "spellings,", len(wrong), "wrong,", len(lost), "refused that must be read,",
          results.count("refused"), "refused")
    sys.exit(1 if wrong or lost or len(rows) < 10000 else 0)
    """#
  }

  /// One line for each spelling: its region, the number that is meant, libphonenumber's result, and whether
  /// it must be read.
  private static let spellings = #"""
    import random
    import phonenumbers as p
    random.seed(1)
    E164, NATIONAL = p.PhoneNumberFormat.E164, p.PhoneNumberFormat.NATIONAL
    INTERNATIONAL = p.PhoneNumberFormat.INTERNATIONAL
    kinds = [p.PhoneNumberType.MOBILE, p.PhoneNumberType.FIXED_LINE, p.PhoneNumberType.TOLL_FREE,
             p.PhoneNumberType.PERSONAL_NUMBER, p.PhoneNumberType.VOIP, p.PhoneNumberType.UAN]
    arabic = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
    wide = str.maketrans("0123456789+", "０１２３４５６７８９＋")

    def peer(text, region):
        try:
            number = p.parse(text, region or None)
            return p.format_number(number, E164) if p.is_valid_number(number) else ""
        except p.NumberParseException:
            return ""

    def spellings(number, region):
        e164 = p.format_number(number, E164)
        code, nsn = str(number.country_code), p.national_significant_number(number)
        trunk = p.ndd_prefix_for_region(region, True) or ""
        national = p.format_number(number, NATIONAL)
        international = p.format_number(number, INTERNATIONAL)
        for text in (e164, international, "00" + e164[1:], e164.translate(wide), e164.translate(arabic),
                     "tel:" + e164, international.replace(" ", "-"), "+" + code + " / " + nsn):
            yield text, "", True
        yield international, "SA", True
        yield national, region, False
        yield national.replace(" ", "").replace("-", ""), region, False
        yield e164[1:], region, False
        yield nsn, region, False
        if trunk:
            for start in ("+" + code + trunk, "+" + code + " (" + trunk + ")", "00" + code + trunk):
                yield start + nsn, "", False
            yield trunk + nsn, region, False
            yield code + trunk + nsn, region, False
        if trunk == "0":
            yield "+" + code + "00" + nsn, "", False

    seen = set()
    with open("spellings.tsv", "w", encoding="utf-8") as out:
        out.write("text\tregion\tnumber\tpeer\tmust\n")
        for region in sorted(p.SUPPORTED_REGIONS):
            for kind in kinds:
                number = p.example_number_for_type(region, kind)
                if not number or not p.is_valid_number(number): continue
                for text, place, must in spellings(number, region):
                    line = (text, place, p.format_number(number, E164), peer(text, place), "01"[must])
                    if line not in seen: out.write("\t".join(line) + "\n")
                    seen.add(line)
    """#
}
