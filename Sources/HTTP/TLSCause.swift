/// Why a TLS handshake failed, read from libcurl's own words: for half of these cases its codes are the same.
/// It knows the words of OpenSSL and GnuTLS.
enum TLSCause: Hashable, Sendable, CaseIterable {
  case selfSigned, expired, notYetValid, wrongName, unknownIssuer, revoked
  /// The other end does not speak TLS at all.
  case noTLS
  /// Both ends speak TLS, but have no version or cipher in common.
  case incompatible
  case unknown

  private static let signs: [(cause: TLSCause, words: [String])] = [
    // A chain that ends in a self-signed root is not the same as one self-signed certificate.
    (.unknownIssuer, ["self-signed certificate in certificate chain", "self signed certificate in"]),
    (.selfSigned, ["self-signed certificate", "self signed certificate"]),
    (.expired, ["has expired", "certificate expired", "expired certificate"]),
    (.notYetValid, ["not yet valid", "not yet activated"]),
    (.wrongName, ["subject name matches", "does not match", "hostname mismatch", "not match target"]),
    (.revoked, ["revoked"]),
    (
      .noTLS,
      [
        "wrong version number", "packet length too long", "unknown protocol", "http request",
        "unexpected tls packet", "unexpected message", "record overflow", "bad record type",
      ]
    ),
    (.unknownIssuer, ["issuer", "unknown ca", "verification failed", "unable to verify", "not trusted"]),
    (
      .incompatible,
      ["handshake failure", "protocol version", "no shared cipher", "unsupported protocol", "inappropriate"]
    ),
  ]

  init(detail: String) {
    let detail = detail.lowercased()
    self =
      Self.signs.first { sign in sign.words.contains { detail.contains($0) } }?.cause ?? .unknown
  }
}

extension TLSCause {
  func message(_ place: String) -> String {
    switch self {
    case .selfSigned: "the certificate of \(place) must be signed by an authority, but signs itself"
    case .expired: "the certificate of \(place) must be valid today, but has expired"
    case .notYetValid: "the certificate of \(place) must be valid today, but is not valid yet"
    case .wrongName: "the certificate of \(place) must be for that name, but is for another one"
    case .unknownIssuer:
      "the certificate of \(place) must come from an authority that this machine knows, but its issuer is unknown"
    case .revoked: "the certificate of \(place) must be valid, but was revoked"
    case .noTLS: "\(place) must speak TLS, but does not: it answers without it"
    case .incompatible: "\(place) must speak a version of TLS that this machine speaks, but does not"
    case .unknown: "\(place) must prove who it is by TLS, and did not"
    }
  }

  var hint: String {
    switch self {
    case .selfSigned: "where that server is yours, name its certificate in SSL_CERT_FILE"
    case .expired: "whoever runs the server must renew it; is this machine's clock right?"
    case .notYetValid: "is this machine's clock right?"
    case .wrongName: "is the host of the base URL the one that is meant? Something in between may answer"
    case .unknownIssuer:
      "name a private authority in SSL_CERT_FILE; where a proxy decrypts TLS, name the proxy's"
    case .revoked: "whoever runs the server must get a new one"
    case .noTLS: "check the port of the base URL; is it http:// there?"
    case .incompatible: "is something old in between? curl -v URL tells the versions"
    case .unknown: "curl -v URL tells more"
    }
  }
}
