import JSON
import Testing

@testable import Sandbox

/// The census finds the same as a search through all messages.
struct CensusTests {
  private typealias Group = Census.Group

  @Test func pagesAreThoseThatALookAtEveryMessageGives() {
    var random = Generator(state: 7)
    var groups: [Group] = []
    var census = Census()
    for place in 0..<1700 {
      groups.append(Group(status: random.pick(Status.allCases), type: random.pick(["text", "image"])))
      census.add(groups[place], at: place)
    }
    for _ in 0..<900 {
      let place = random.pick(Array(groups.indices))
      let new = Group(status: random.pick(Status.allCases), type: groups[place].type)
      census.move(groups[place], to: new, at: place)
      groups[place] = new
    }
    for filter in filters {
      let taken = groups.indices.reversed().filter { filter.takes(groups[$0]) }
      #expect(census.count(filter) == taken.count)
      for skipped in [0, 1, 49, 250, 900, taken.count, .max] {
        let page = census.page(filter, skipping: skipped, size: 50) { groups[$0] }
        #expect(page == Array(taken.dropFirst(skipped).prefix(50)))
      }
    }
  }

  private var filters: [Census.Filter] {
    [
      .init(), .init(status: .failed), .init(type: "image"), .init(status: .sent, type: "text"),
      .init(type: "none"),
    ]
  }

  @Test func anEmptyCensusHasNothing() {
    #expect(Census().count(.init()) == 0)
    #expect(Census().page(.init(), skipping: 0, size: 50) { _ in Group(status: .sent, type: "") } == [])
  }
}

/// Makes the same choices in every run (Knuth's MMIX).
private struct Generator {
  var state: UInt64

  mutating func pick<Item>(_ items: [Item]) -> Item {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return items[Int(state >> 33) % items.count]
  }
}
