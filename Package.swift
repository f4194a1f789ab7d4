// swift-tools-version: 6.2
import PackageDescription

/// Rooms, floor by floor: a room imports only rooms on lower floors (`scripts/check` holds them to it).
let settings: [SwiftSetting] = [
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: Context.environment["CI"] == nil ? .warning : .error),
]

/// What a start costs: with relocations packed and nothing exported, 2 MB less to read (`scripts/bench`).
let linking: [LinkerSetting] = [
  .unsafeFlags(
    ["-use-ld=bfd"]
      + ["--gc-sections", "-z", "pack-relative-relocs", "--no-export-dynamic"].flatMap { ["-Xlinker", $0] })
]

func room(_ name: String, _ dependencies: Target.Dependency...) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: Target.Dependency...) -> Target {
  .testTarget(
    name: name + "Tests", dependencies: [.byName(name: name)] + dependencies, swiftSettings: settings)
}

let package = Package(
  name: "wessaal",
  products: [.executable(name: "wessaal", targets: ["wessaal"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
    .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
  ],
  targets: [
    // 0
    .target(name: "CCurl"),
    .systemLibrary(name: "CEdit", pkgConfig: "libedit", providers: [.apt(["libedit-dev"])]),
    // 1
    room("JSON"),
    room("Source"),
    // 2
    room("Catalog", "JSON"),
    room("Syntax", "Source", "JSON"),
    // 3
    room("Machine", "Syntax", "Source", "JSON"),
    room("HTTP", "JSON", "CCurl"),
    room(
      "Sandbox", "Catalog", "JSON", .product(name: "HummingbirdCore", package: "hummingbird"),
      .product(name: "HummingbirdTLS", package: "hummingbird")),
    // 4
    room("Library", "Machine", "Syntax", "Source", "JSON"),
    // 5
    room(
      "Shell", "Library", "Machine", "Syntax", "Source", "Catalog", "HTTP", "JSON",
      .product(name: "TOMLKit", package: "TOMLKit")),
    // 6
    room("Prompt", "Shell", "Machine", "HTTP", "Syntax", "JSON", "CEdit"),
    // 7
    .executableTarget(
      name: "wessaal",
      dependencies: [
        "Prompt", "Shell", "Sandbox", "Library", "Machine", "Syntax", "Source", "Catalog", "HTTP", "JSON",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings,
      linkerSettings: linking),
    tests("JSON"),
    tests("Source"),
    tests("Catalog", "JSON"),
    tests("Syntax", "Source", "JSON"),
    tests("Machine", "Library", "Syntax", "Source", "JSON"),
    tests("HTTP", "JSON"),
    tests("Sandbox", "Catalog", "JSON", "HTTP"),
    tests("Library", "Machine", "Syntax", "Source", "JSON"),
    tests("Shell", "Sandbox", "Library", "Machine", "Syntax", "Source", "Catalog", "HTTP", "JSON"),
    tests("Prompt", "Syntax"),
    tests("wessaal", "Sandbox", "Catalog", "HTTP", "JSON"),
  ],
  swiftLanguageModes: [.v6]
)
