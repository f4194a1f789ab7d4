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
  // 406 of the 511 steps of a first build are BoringSSL, which nothing but the sandbox's `--tls` needs.
  traits: [.trait(name: "TLS", description: "HTTPS for the sandbox: --tls")],
  // By exact version: what a stranger publishes must not change the first build of a clone.
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1", traits: []),
    .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", exact: "2.37.6"),
    .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
    .package(url: "https://github.com/LebJe/TOMLKit", exact: "0.6.0"),
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
    room("Rendering", "Source", "JSON"),
    // 3
    room("CodeExport", "Rendering", "JSON"),
    room("Guide", "Rendering", "Source"),
    room("Machine", "Syntax", "Source", "JSON"),
    room("HTTP", "JSON", "CCurl"),
    room(
      "Sandbox", "Catalog", "JSON", .product(name: "HummingbirdCore", package: "hummingbird"),
      .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOPosix", package: "swift-nio"),
      .product(name: "HTTPTypes", package: "swift-http-types"),
      .product(name: "Logging", package: "swift-log"),
      .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      .product(name: "HummingbirdTLS", package: "hummingbird", condition: .when(traits: ["TLS"])),
      .product(name: "NIOSSL", package: "swift-nio-ssl", condition: .when(traits: ["TLS"]))),
    // 4
    room("Library", "Machine", "Syntax", "Source", "JSON"),
    room("Stage", "Machine", "HTTP", "Rendering", "JSON"),
    // 5
    room("Files", "Stage", "Library", "Machine", "Syntax", "Source", "JSON", "Rendering"),
    // 6
    room("Journal", "Files", "Stage", "Machine", "JSON", "Rendering", "HTTP"),
    room(
      "Recording", "Files", "Stage", "Catalog", "HTTP", "Library", "Machine", "Syntax", "Source", "JSON",
      "Rendering"),
    room(
      "Profiles", "Files", "Stage", "Catalog", "HTTP", "Machine", "Source", "JSON", "Rendering",
      .product(name: "TOMLKit", package: "TOMLKit")),
    // 7
    room(
      "Shell", "Profiles", "Recording", "Journal", "Files", "Stage", "Library", "Guide", "CodeExport",
      "Rendering", "Machine", "Syntax", "Source", "Catalog",
      "HTTP",
      "JSON"),
    // 8
    room(
      "Prompt", "Shell", "Files", "Stage", "Guide", "Rendering", "Machine", "HTTP", "Syntax", "JSON", "CEdit"),
    // 9
    .executableTarget(
      name: "wessaal",
      dependencies: [
        "Prompt", "Shell", "Profiles", "Recording", "Journal", "Files", "Stage", "Rendering", "CodeExport",
        "Guide", "Sandbox", "Library", "Machine", "Syntax",
        "Source", "Catalog", "HTTP", "JSON",
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
    tests(
      "Shell", "Rendering", "Guide", "Sandbox", "Library", "Machine", "Syntax", "Source", "Catalog", "HTTP",
      "JSON"),
    tests("Prompt", "Stage", "Rendering", "Syntax"),
    tests("wessaal", "Rendering", "Sandbox", "Catalog", "HTTP", "JSON"),
  ],
  swiftLanguageModes: [.v6]
)
