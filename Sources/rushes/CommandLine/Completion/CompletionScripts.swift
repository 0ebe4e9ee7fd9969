/// The scripts that shells read. They know nothing of the verbs: they hand the words of the line to
/// the program, and offer what it answers. What fails is quiet, since somebody is typing.
enum CompletionScripts {
  /// For bash 4 and later, with or without the package bash-completion.
  ///
  /// bash parts words at `=` and `:` too, and replaces only the last part.
  static let bash = #"""
    # Completions of rushes for bash.
    _rushes() {
      local line=${COMP_LINE:0:COMP_POINT} words=() part rest space i
      for ((i = 0; i <= COMP_CWORD; i++)); do
        part=${COMP_WORDS[i]}
        rest=${line#"${line%%[![:space:]]*}"}
        space=$((${#line} - ${#rest}))
        ((i == COMP_CWORD)) && part=$rest
        if ((i > 0 && space == 0 && ${#words[@]} > 0)); then
          words[${#words[@]} - 1]+=$part
        else
          words+=("$part")
        fi
        line=${rest:${#part}}
      done
      local whole=${words[${#words[@]} - 1]} cut=
      [[ $whole == *[=:]* ]] && cut=${whole%"${whole##*[=:]}"}
      local program answer
      program=$(type -P -- "${words[0]}") || program=rushes
      mapfile -t answer < <("$program" completions --complete -- "${words[@]:1}" 2>/dev/null)
      COMPREPLY=()
      case ${answer[0]} in
        :files)
          # What compgen does not know, such as ~, is left to the shell's own completion.
          compopt -o filenames -o default 2>/dev/null
          mapfile -t COMPREPLY < <(compgen -f -- "${whole#"$cut"}") ;;
        :folders)
          compopt -o filenames 2>/dev/null
          mapfile -t COMPREPLY < <(compgen -d -- "${whole#"$cut"}") ;;
        :words)
          for part in "${answer[@]:1}"; do
            part=${part%%$'\t'*}
            COMPREPLY+=("${part#"$cut"}")
          done ;;
      esac
    }
    complete -F _rushes rushes

    """#

  /// For zsh 5, as a file `_rushes` in `fpath`, or sourced after compinit.
  static let zsh = #"""
    #compdef rushes
    # Completions of rushes for zsh.
    _rushes() {
      local -a answer offers
      local part
      local -a line=("${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}")
      answer=("${(@f)$(command rushes completions --complete -- "${line[@]}" 2>/dev/null)}")
      case ${answer[1]} in
        :files) compset -P '--*='; _files ;;
        :folders) compset -P '--*='; _files -/ ;;
        :words)
          for part in "${(@)answer[2,-1]}"; do
            [[ -n $part ]] || continue
            part=${part//:/\\:}
            offers+=("${part/$'\t'/:}")
          done
          (( ${#offers} )) && _describe -V rushes offers ;;
      esac
    }
    if [[ ${funcstack[1]} == _rushes ]]; then
      _rushes "$@"
    elif (( ${+functions[compdef]} )); then
      compdef _rushes rushes
    fi

    """#

  /// For fish 3.
  static let fish = #"""
    # Completions of rushes for fish.
    function __rushes_complete
        set -l words (commandline -opc)
        set -e words[1]
        set -l current (commandline -ct)
        set -l answer (command rushes completions --complete -- $words "$current" 2>/dev/null)
        set -l kind $answer[1]
        set -e answer[1]
        switch "$kind"
            case :files
                __fish_complete_path "$current"
            case :folders
                __fish_complete_directories "$current"
            case :words
                if set -q answer[1]
                    printf '%s\n' $answer
                end
        end
    end
    complete -c rushes -e
    complete -c rushes -f -k -a '(__rushes_complete)'

    """#
}
