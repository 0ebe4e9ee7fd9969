extension Verb {
  /// Examples that work as they stand, in the sandbox.
  var examples: [String] {
    switch self {
    case .submit:
      [
        "rushes submit --profile sandbox --prompt \"a cat in the rain\" --wait",
        "rushes submit --profile sandbox --prompt \"一只猫\" --ratio 9:16 --duration 4 --dry-run",
        "rushes submit --profile sandbox --prompt \"the cat comes home\" --after 1 --wait",
        "rushes show 1 --json | rushes submit --profile sandbox --request - --seed 7 --dry-run",
      ]
    case .batch:
      [
        "printf 'prompt,seed\\n{red|blue} fox,1-2\\n' > foxes.csv",
        "rushes batch foxes.csv --profile sandbox --resolution 480p --dry-run",
        "rushes batch foxes.csv --profile sandbox --resolution 480p --max-cost 20 --wait",
      ]
    case .list:
      [
        "rushes list", "rushes list --short", "rushes list --status succeeded --json",
        "rushes list --filter \"cat status:failed,expired after:yesterday\"",
      ]
    case .show: ["rushes show 1", "rushes show 1 --json", "rushes show 1 --curl"]
    case .wait: ["rushes wait 1 --timeout 60"]
    case .download: ["rushes download 1 --to ."]
    case .cancel: ["rushes cancel 3"]
    case .retry: ["rushes retry 2", "rushes retry 2 --audio off --wait"]
    case .remove: ["rushes remove 2"]
    case .resolve:
      ["rushes resolve 5 --created cgt-20261120221207-gtgy8", "rushes resolve 6 --not-created"]
    case .adopt: ["rushes adopt cgt-20261120221207-gtgy8 --profile sandbox"]
    case .join: ["rushes join 1 2 --out film.mp4"]
    case .asset:
      [
        "rushes asset add https://example.com/face.png --kind image --name face",
        "rushes asset list",
        "rushes asset list | cut -d ' ' -f 1 | xargs -n 1 rushes asset remove",
      ]
    case .agent: ["rushes agent", "rushes agent --install"]
    case .models: ["rushes models --profile sandbox"]
    case .sandbox: ["rushes sandbox --port 8700", "rushes sandbox --port 8700 --seconds 1"]
    case .doctor: ["rushes doctor", "rushes doctor --online"]
    case .key: ["rushes key set apiyi"]
    case .completions:
      [
        "mkdir -p ~/.local/share/bash-completion/completions ~/.zsh ~/.config/fish/completions",
        "rushes completions bash > ~/.local/share/bash-completion/completions/rushes",
        "rushes completions zsh > ~/.zsh/_rushes",
        "rushes completions fish > ~/.config/fish/completions/rushes.fish",
      ]
    }
  }
}
