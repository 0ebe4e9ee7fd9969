internal import Wording

/// Why media behind an address could not be looked at.
///
/// None of these says that the media are bad: a server of the vendor may reach what this machine does
/// not. All are warnings, and break no rule.
public enum AddressProblem: Error, Hashable, Sendable {
  /// The text is no `http` or `https` address.
  case notAnAddress
  /// The server answered with this HTTP status, or with one of a kind: `404`, `403`, `4xx`, `5xx`.
  case refused(String)
  /// The server answered with a web page in place of media.
  case webPage
  /// The address leads on to a protocol that was not asked for.
  case leadsElsewhere
  /// No connection came about; the system's reason, cleaned and short.
  case unreachable(String)
  /// An answer came, and it is none of the formats that the APIs take, or not whole.
  case notMedia(String)
  /// The answer took longer than the time limit.
  case tooSlow
  /// The program that probes is not installed.
  case noProbe

  /// The sentence for the user: what was met, and what that means.
  public var message: String { phrase.english }

  private var phrase: Phrase {
    switch self {
    case .notAnAddress: Phrase("It is no address that begins with http:// or https://.")
    case .refused("404"):
      Self.seenFromHere(
        Phrase("The server answers 404: there is nothing at this address, seen from here."))
    case .refused("401"), .refused("403"):
      Self.seenFromHere(
        Phrase("The server refuses it: the link may have run out, or need a login."))
    case .refused(let status):
      Self.seenFromHere(
        Phrase("The server answers with HTTP {status}.", ["status": Phrase.recorded(status)]))
    case .webPage:
      Phrase(
        "The address gives a web page, not media: use the link of the file itself, without a "
          + "login.")
    case .leadsElsewhere:
      Phrase(
        "The address leads on to another protocol, which is not followed: give the one where it "
          + "ends.")
    case .unreachable(let reason):
      Self.seenFromHere(
        Phrase("The address cannot be reached from here{reason}.", ["reason": Self.because(reason)])
      )
    case .notMedia(let reason):
      Self.seenFromHere(
        Phrase(
          "What it gives could not be read as a picture, clip or sound{reason}.",
          ["reason": Self.because(reason)]))
    case .tooSlow: Self.seenFromHere(Phrase("The address took too long to answer here."))
    case .noProbe: Phrase("Looking at media needs ffprobe, which is not installed.")
    }
  }

  private static func seenFromHere(_ sentence: Phrase) -> Phrase {
    .sentences([sentence, Phrase("The vendor's server may still be able to take it.")])
  }

  private static func because(_ reason: String) -> Phrase {
    reason.isEmpty ? .verbatim("") : Phrase(" ({words})", ["words": Phrase.recorded(reason)])
  }
}
