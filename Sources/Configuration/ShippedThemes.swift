/// The themes of the top-level folder `themes`, which the build puts into the program.
///
/// A new file there needs a line here; a test tells when it is forgotten.
extension ThemeFiles {
  /// The files' bytes by the theme's name.
  static var shipped: [String: [UInt8]] {
    [
      "catppuccin-latte": PackageResources.catppuccin_latte_yaml,
      "catppuccin-mocha": PackageResources.catppuccin_mocha_yaml,
      "dracula": PackageResources.dracula_yaml,
      "everforest": PackageResources.everforest_yaml,
      "github-light": PackageResources.github_light_yaml,
      "gruvbox-dark": PackageResources.gruvbox_dark_yaml,
      "gruvbox-light": PackageResources.gruvbox_light_yaml,
      "kanagawa": PackageResources.kanagawa_yaml,
      "nord": PackageResources.nord_yaml,
      "okabe-ito": PackageResources.okabe_ito_yaml,
      "one-dark": PackageResources.one_dark_yaml,
      "one-light": PackageResources.one_light_yaml,
      "rose-pine": PackageResources.rose_pine_yaml,
      "solarized-dark": PackageResources.solarized_dark_yaml,
      "solarized-light": PackageResources.solarized_light_yaml,
      "tokyo-night": PackageResources.tokyo_night_yaml,
    ]
  }
}
