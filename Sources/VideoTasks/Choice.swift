internal import Wording

/// Which profile and model a request goes to when it does not say.
public enum Choice {
  /// The profiles that are tried when none is named, in this order.
  public static let order = ["apiyi", "volcengine", "byteplus", "kyyvideo2", "kyyaipower", "x1"]

  /// The profile that is named, else the default one, else the first of ``order`` that has a key,
  /// else the sandbox.
  ///
  /// A profile that is named, also by the configuration, and has no key is an error, never the
  /// sandbox; one whose server is the sandbox needs no key.
  /// - Parameter needsKey: false for a dry run.
  public static func profile(
    named name: String?, default defaultName: String?, among profiles: [Profile],
    needsKey: Bool = true, hasKey: (Profile) -> Bool
  ) throws(ProfileChoiceError) -> Profile {
    if let name = name ?? defaultName {
      guard let profile = profiles.first(where: { $0.name == name }) else {
        throw .unknown(name: name, known: profiles.map(\.name))
      }
      guard !needsKey || profile.server == .sandbox || hasKey(profile) else {
        throw .noKey(name: name, variable: profile.keyVariable)
      }
      return profile
    }
    for candidate in order {
      if let profile = profiles.first(where: { $0.name == candidate }), hasKey(profile) {
        return profile
      }
    }
    guard let sandbox = profiles.first(where: { $0.name == "sandbox" }) else {
      throw .unknown(name: "sandbox", known: profiles.map(\.name))
    }
    return sandbox
  }

  /// The model that the draft names, else the profile's, else the first that allows its mode.
  ///
  /// Fails with one violation when the profile has no models at all, or not this one. The vendor's
  /// own Ark takes an `ep-…` endpoint id too, which is held to the limits of the first model.
  public static func model(
    for draft: RequestDraft, in profile: Profile
  ) -> Result<ModelSpec, Violations> {
    let catalogue = profile.catalogue
    guard let first = catalogue.models.first else { return refused(noModels(profile)) }
    if let model = catalogue.model(for: draft, preferred: profile.model) { return .success(model) }
    guard let name = draft.model ?? profile.model else { return .success(first) }
    // The prefix alone names no endpoint.
    if name.hasPrefix("ep-"), name != "ep-" {
      guard profile.isOfficialArk else { return refused(endpointID(name, profile)) }
      var endpoint = first
      endpoint.id = name
      endpoint.title = name
      return .success(endpoint)
    }
    return refused(unknown(name, profile))
  }

  private static func refused(_ violation: Violation) -> Result<ModelSpec, Violations> {
    .failure(Violations(list: [violation]))
  }

  private static func noModels(_ profile: Profile) -> Violation {
    Violation(
      field: .profile, rule: .profileWithoutModels,
      message: Phrase(
        "The profile {profile} offers no models, so there is nothing to make a video with.",
        ["profile": profile.name]),
      fix: Phrase("Add one under models in the configuration, or use another profile."))
  }

  private static func endpointID(_ name: String, _ profile: Profile) -> Violation {
    Violation(
      field: .model, rule: .endpointID,
      message: Phrase(
        "{text} is an endpoint id; {profile} takes plain model ids, without ep-.",
        ["text": Words.value(name), "profile": profile.name]),
      fix: Phrase(
        "Use one of {list}.", ["list": Words.either(profile.catalogue.models.map(\.id))]))
  }

  private static func unknown(_ name: String, _ profile: Profile) -> Violation {
    let known = profile.catalogue.models.map(\.id)
    let nearest = Nearest.name(name, among: known)
    return Violation(
      field: .model, rule: .unknownModel,
      message: Phrase(
        "{profile} offers no model named {text}; it offers {list}.",
        ["profile": profile.name, "text": Words.value(name), "list": Words.all(known)]),
      fix: nearest.map { Phrase("Use {name}, the nearest name.", ["name": $0]) }
        ?? Phrase("Use one of these."))
  }
}

/// Why no profile could be chosen.
public enum ProfileChoiceError: Error, Hashable, Sendable {
  /// There is no profile of this name.
  case unknown(name: String, known: [String])
  /// The named profile has no key; `variable` is the environment variable that may hold it.
  case noKey(name: String, variable: String?)

  /// The sentence for the user.
  public var message: String {
    switch self {
    case .unknown(let name, let known):
      let advice =
        Nearest.name(name, among: known).map { Phrase("Did you mean {name}?", ["name": $0]) }
        ?? Phrase("There are {list}.", ["list": Words.all(known)])
      return Phrase.sentences([
        Phrase(
          "There is no profile named {name}, so nothing was sent.", ["name": Words.value(name)]),
        advice,
      ]).english
    case .noKey(let name, let variable):
      let advice =
        variable.map {
          Phrase(
            "Store one with: rushes key set {profile}, or set {variable}.",
            ["profile": name, "variable": $0])
        } ?? Phrase("Store one with: rushes key set {profile}.", ["profile": name])
      return Phrase.sentences([
        Phrase("The profile {profile} has no key, so nothing was sent.", ["profile": name]), advice,
      ]).english
    }
  }
}

extension ModelCatalogue {
  /// The model that the draft names, else `preferred`, else the first that allows the draft's mode;
  /// nil when the named one is not here.
  public func model(for draft: RequestDraft, preferred: String?) -> ModelSpec? {
    if let id = draft.model ?? preferred { return self[id] }
    return models.first { $0.allows(draft.mode, videos: draft.videos.count) }
  }
}
