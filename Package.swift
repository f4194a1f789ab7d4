// swift-tools-version: 6.2
import PackageDescription

/// Rooms, floor by floor: a room imports only rooms on lower floors (`scripts/check` holds them to it).
let settings: [SwiftSetting] = [
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: Context.environment["CI"] == nil ? .warning : .error),
]

/// The rooms that stand behind a safe face and use the unsafe themselves; no other may (`scripts/check`).
let unsafeRooms: Set = ["JSON", "Queries", "SystemCalls", "Machine", "HTTP", "Prompt"]

/// What a start costs: with relocations packed and nothing exported, 2 MB less to read (`scripts/bench`). Nothing throws
/// exceptions of C++, so that the table by which they are unwound goes too (2.6 MB).
let linking: [LinkerSetting] = [
  .unsafeFlags(
    ["-use-ld=bfd"]
      + ["--gc-sections", "-z", "pack-relative-relocs", "--no-export-dynamic", "--no-eh-frame-hdr"].flatMap {
        ["-Xlinker", $0]
      }),
  .unsafeFlags(
    ["-Xlinker", "-T\(Context.packageDirectory)/Sources/wessaal/Discarded.ld"],
    .when(configuration: .release)),
]

/// The rooms that are at work all the time: the others are compiled to be small, which costs no time that one would see
/// (`scripts/bench`).
let fastRooms: Set = [
  "JSON", "Queries", "Source", "SystemCalls", "Syntax", "Machine", "Library", "HTTP", "Stage", "Service",
  "Rendering",
]
let small: SwiftSetting = .unsafeFlags(["-Osize"], .when(configuration: .release))

func room(_ name: String, _ dependencies: Target.Dependency...) -> Target {
  .target(
    name: name, dependencies: dependencies,
    swiftSettings: settings + (unsafeRooms.contains(name) ? [] : [.strictMemorySafety()])
      + (fastRooms.contains(name) ? [] : [small]))
}

func tests(_ name: String, _ dependencies: Target.Dependency...) -> Target {
  .testTarget(
    name: name + "Tests", dependencies: [.byName(name: name), "TestSupport"] + dependencies,
    swiftSettings: settings)
}

let package = Package(
  name: "wessaal",
  products: [.executable(name: "wessaal", targets: ["wessaal"])],
  // BoringSSL is most of the steps of a first build, and nothing but the sandbox's `--tls` needs it.
  traits: [.trait(name: "TLS", description: "HTTPS for the sandbox: --tls")],
  // By exact version: what a stranger publishes must not change the first build of a clone.
  dependencies: [
    .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", exact: "2.37.6"),
  ],
  targets: [
    // 0
    .target(name: "CCurl"),
    .systemLibrary(name: "CEdit", pkgConfig: "libedit", providers: [.apt(["libedit-dev"])]),
    // libmd comes with libedit, whose functions of the BSDs it has.
    .systemLibrary(name: "CDigest", providers: [.apt(["libedit-dev"])]),
    // 1
    room("JSON", "CDigest"),
    room("Source"),
    room("SystemCalls"),
    room("Verbs"),
    // 2
    room("Catalog", "Verbs", "Source", "JSON"),
    room("Inbox", "JSON"),
    room("Queries", "JSON"),
    room("Rendering", "Source", "JSON"),
    room("TOML", "JSON"),
    // 3
    room("CodeExport", "Rendering", "JSON"),
    room("Guide", "Rendering", "Source"),
    room("HTTP", "Verbs", "JSON", "SystemCalls", "CCurl"),
    room(
      "Sandbox", "Inbox", "Catalog", "Verbs", "JSON", "SystemCalls",
      .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOPosix", package: "swift-nio"),
      .product(name: "NIOHTTP1", package: "swift-nio"),
      .product(name: "NIOSSL", package: "swift-nio-ssl", condition: .when(traits: ["TLS"]))),
    room("Numbering", "Queries", "JSON"),
    room("Syntax", "Queries", "Source", "JSON"),
    // 4
    room("Machine", "Syntax", "Queries", "Source", "JSON"),
    // 5
    room("Library", "Machine", "Syntax", "Numbering", "Queries", "Source", "JSON", "SystemCalls"),
    room("Stage", "Machine", "Syntax", "Catalog", "HTTP", "Rendering", "Source", "JSON"),
    // 6
    room(
      "Files", "Stage", "Library", "Machine", "Rendering", "Syntax", "SystemCalls", "Source", "JSON"),
    room(
      "Commands", "Stage", "Library", "Guide", "CodeExport", "HTTP", "Machine", "Rendering", "Syntax",
      "Catalog", "Verbs", "Source", "JSON"),
    // 7
    room(
      "Ledger", "Files", "Stage", "Catalog", "Machine", "Verbs", "JSON", "SystemCalls", "Rendering", "HTTP"),
    room(
      "Recording", "Stage", "Catalog", "HTTP", "Library", "Machine", "Verbs", "JSON", "SystemCalls",
      "Rendering", "Source"),
    room(
      "Profiles", "Commands", "Files", "Stage", "Catalog", "HTTP", "Machine", "Source", "JSON", "SystemCalls",
      "Rendering", "TOML"),
    room(
      "Scripts", "Commands", "Files", "HTTP", "Machine", "Rendering", "Syntax", "Catalog", "Verbs",
      "SystemCalls",
      "Source", "JSON"),
    // 8
    room("InputHistory", "Scripts", "Files", "HTTP", "SystemCalls", "JSON"),
    room(
      "Service", "Commands", "Stage", "Library", "CodeExport", "HTTP", "Machine", "Rendering", "Syntax",
      "Catalog", "Verbs", "SystemCalls", "JSON"),
    // 9
    room(
      "Money", "Service", "Ledger", "Commands", "Files", "Stage", "Library", "HTTP", "Machine", "Rendering",
      "Syntax", "Catalog", "Source", "SystemCalls", "JSON"),
    room(
      "Support", "Service", "Ledger", "Commands", "Stage", "Library", "HTTP", "Machine", "Rendering",
      "Syntax", "Catalog", "Verbs", "SystemCalls", "Source", "JSON"),
    room(
      "Rehearsing", "Service", "Stage", "Machine", "Rendering", "Catalog", "SystemCalls", "Source", "JSON"),
    // 10
    room(
      "Shell", "Rehearsing", "Support", "Money", "Service", "Scripts", "Profiles", "Recording", "Ledger",
      "Commands", "Files", "Stage", "Library", "HTTP", "Machine", "Rendering", "Syntax", "Catalog", "Verbs",
      "SystemCalls", "Source", "JSON"),
    // 11
    room(
      "Completion", "Shell", "Service", "Stage", "HTTP", "Machine", "Rendering", "Syntax",
      "SystemCalls", "JSON"),
    // 12
    room(
      "Prompt", "InputHistory", "Completion", "Shell", "Support", "Service", "Scripts", "Profiles", "Files",
      "Stage", "Guide",
      "HTTP", "Machine", "Rendering", "Syntax", "SystemCalls", "JSON", "CEdit"),
    // 13
    .executableTarget(
      name: "wessaal",
      dependencies: [
        "Prompt", "InputHistory", "Shell", "Rehearsing", "Money", "Scripts", "Profiles", "Ledger", "Commands",
        "Files",
        "Stage", "Library", "Sandbox", "HTTP", "Machine", "Rendering", "Syntax", "Catalog", "SystemCalls",
        "Source", "JSON",
      ],
      exclude: ["Discarded.ld"],
      swiftSettings: settings + [.strictMemorySafety(), small],
      linkerSettings: linking),
    .target(name: "TestSupport", dependencies: ["JSON"], path: "Tests/TestSupport", swiftSettings: settings),
    tests("JSON"),
    tests("Queries", "JSON"),
    tests("Source"),
    tests("TOML", "JSON"),
    tests("SystemCalls"),
    tests("Catalog", "Verbs", "JSON"),
    tests("Syntax", "Source", "JSON"),
    tests("Machine", "Library", "Syntax", "Source", "JSON"),
    tests("HTTP", "Verbs"),
    tests("Sandbox", "Inbox", "Catalog", "Verbs", "JSON"),
    tests("Library", "Numbering", "Machine", "Syntax", "Source", "JSON"),
    tests(
      "Shell", "Commands", "Scripts", "Profiles", "Recording", "Support", "Stage", "Rendering", "Guide",
      "Sandbox",
      "Library", "Machine",
      "Syntax", "Source", "Catalog", "HTTP",
      "Verbs", "JSON"),
    tests("Completion", "Syntax"),
    tests("Prompt", "InputHistory", "Completion", "Scripts", "Stage", "Rendering", "Syntax", "SystemCalls"),
    tests("wessaal", "TOML", "Rendering", "Sandbox", "Catalog", "HTTP", "Verbs", "JSON"),
  ],
  swiftLanguageModes: [.v6]
)
