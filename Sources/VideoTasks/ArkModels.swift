extension ModelCatalogue {
  /// The models behind the `ark` API, in the order of offering.
  ///
  /// Source: the vendor's create page for the first two; newer pages for `mini` (at most 720p) and
  /// 2.5 (4–30 s). The tiers of 2.5 are inferred from those of 2.0.
  // swift-format-ignore
  public static let ark = ModelCatalogue(models: [
    //       id                                 title                tiers                    seconds
    arkModel("doubao-seedance-2-0-260128",      "Seedance 2.0",      [.p480, .p720, .p1080],  4...15),
    arkModel("doubao-seedance-2-0-fast-260128", "Seedance 2.0 fast", [.p480, .p720],          4...15),
    arkModel("doubao-seedance-2-0-mini-260615", "Seedance 2.0 mini", [.p480, .p720],          4...15),
    arkModel("doubao-seedance-2-5-260628",      "Seedance 2.5",      [.p480, .p720, .p1080],  4...30),
  ])

  /// No models: what a profile offers whose API this version does not speak yet.
  public static let empty = ModelCatalogue(models: [])

  /// The built-in models of an API; empty where its dialect is not built yet.
  public static func builtIn(for api: API) -> ModelCatalogue {
    switch api {
    case .ark: .ark
    case .kyyvideo2, .kyyaipower, .x1: .empty
    }
  }

  /// What the models of `ark` differ in; all else is the same for each of them.
  private static func arkModel(
    _ id: String, _ title: String, _ resolutions: [Resolution], _ seconds: ClosedRange<Int>
  ) -> ModelSpec {
    ModelSpec(
      id: id, title: title, api: .ark,
      modes: GenerationMode.allCases,
      ratios: Ratio.allCases, defaultRatio: .adaptive,
      resolutions: resolutions, defaultResolution: .p720,
      durations: seconds, allowsAutomaticDuration: true, defaultDuration: 5,
      defaultAudio: true, takesSeed: true, takesWatermark: true, takesReturnLastFrame: true,
      expiry: 3600...259_200, defaultExpiry: 172_800,
      maxImages: 9, maxVideos: 3, maxVoices: 3, billing: .tokens)
  }
}
