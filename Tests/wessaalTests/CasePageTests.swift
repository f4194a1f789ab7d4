import Glibc
import JSON
import Testing

/// The page of a case, in a browser.
@Suite(
  .serialized,
  .enabled(if: Browser.path != nil, "no Chromium here: apt-get install chromium-headless-shell"))
struct CasePageTests {
  private let folder = Folder()

  private func withPage(_ body: (Browser) throws -> Void) throws {
    let sandbox = try SandboxProcess.shared.get()
    let made = try wessaal(
      [
        "-c",
        """
        me | ignore
        messages send instance=my-instance recipient=+966501230000 content="<b>Hi</b> مرحبا" | ignore
        try { contacts get 99999 } catch e { print $e.message }
        record save case.html
        """,
      ], base: sandbox.url, key: sandbox.key, folder: folder.path)
    try #require(made.status == 0, "\(made)")
    let browser = try Browser("file://\(folder.path)/case.html")
    #expect(try browser.becomes("document.querySelectorAll('details').length === 3"))
    try body(browser)
    #expect(browser.complaints == [])
  }

  @Test func aFoldIsFilledWhereItIsOpened() throws {
    try withPage { browser in
      #expect(try browser.evaluate("document.querySelector('details pre').textContent") == "")
      try browser.evaluate("document.querySelector('details summary').click()")
      #expect(try browser.becomes("document.querySelector('details pre').textContent.includes('GET /me')"))
      try browser.picture("case")
    }
  }

  @Test func theFilterHidesWhatDoesNotHoldItsText() throws {
    try withPage { browser in
      try browser.evaluate(
        "filter.value = 'NOTHING HOLDS THIS'; filter.dispatchEvent(new Event('input'))")
      #expect(
        try browser.evaluate("[...document.querySelectorAll('section')].every(one => one.hidden)") == true)
      // This text stands in an answer that is still folded.
      try browser.evaluate("filter.value = 'MY-INSTANCE'; filter.dispatchEvent(new Event('input'))")
      #expect(
        try browser.evaluate("[...document.querySelectorAll('section')].some(one => !one.hidden)") == true)
    }
  }

  @Test func onPaperEveryFoldIsOpenAndAfterwardsAsItWas() throws {
    try withPage { browser in
      try browser.evaluate("document.querySelector('details').open = true")
      try browser.evaluate(
        """
        addEventListener("beforeprint", () => { window.onPaper = [...document.querySelectorAll("details")].map(
          one => one.open && one.querySelector("pre").textContent.length > 100); })
        """)
      let paper = try browser.printed()
      #expect(paper.count > 10_000, "\(paper.count)")
      #expect(try browser.evaluate("window.onPaper.length === 3 && window.onPaper.every(one => one)") == true)
      #expect(try browser.becomes("document.querySelectorAll('details[open]').length === 1"))
    }
  }

  @Test func nothingIsAskedForFromElsewhere() throws {
    try withPage { browser in
      let asked = try browser.evaluate("performance.getEntriesByType('resource').length")
      let made = try browser.evaluate("document.querySelectorAll('main b, img, link, iframe').length")
      let text = try browser.evaluate("document.body.textContent")
      #expect(asked == 0 && made == 0 && text.asString?.contains("مرحبا") == true)
    }
  }
}
