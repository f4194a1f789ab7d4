# Shared by the scripts beside it. `. "$(dirname "$0")/lib.sh"` changes to the project's folder.
# Nothing here writes to standard output, which belongs to the program.

cd "$(dirname "${BASH_SOURCE[0]}")/.."
root=$PWD

say() { printf '%s: %s\n' "${0##*/}" "$*" >&2; }
die() { say "$@"; exit 1; }

# The place of the program after a release build.
binary=$root/.build/release/wessaal

require_swift() {
  command -v swift >/dev/null ||
    die "no 'swift' on the PATH; wessaal needs Swift 6.2 or later: https://www.swift.org/install/linux/"
  local version
  version=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9]*\.[0-9]*\).*/\1/p' | head -n 1)
  case $version in
    6.[01] | [0-5].*) die "this is Swift $version; wessaal needs 6.2 or later: https://www.swift.org/install/linux/" ;;
  esac
}

# Prints those of the named packages whose header or tool is missing.
missing_packages() {
  command -v pkg-config >/dev/null || printf 'pkg-config\n'
  pkg-config --exists libcurl 2>/dev/null || printf 'libcurl4-openssl-dev\n'
  pkg-config --exists libedit 2>/dev/null || printf 'libedit-dev\n'
}

require_libraries() {
  local packages
  mapfile -t packages < <(missing_packages)
  ((${#packages[@]})) || return 0
  command -v apt-get >/dev/null ||
    die "missing: ${packages[*]} (these are Debian's names); install what your system calls them"
  install_packages "${packages[@]}"
}

install_packages() {
  local sudo=() flags=()
  if ((EUID != 0)); then
    command -v sudo >/dev/null || die "missing: $*; as root: apt-get install $*"
    sudo=(sudo)
    # sudo must not ask where nobody can answer.
    if [[ -n ${CI:-} || ! -t 0 ]]; then sudo+=(-n); fi
  fi
  say "installing $* with apt-get"
  flags=(-y -q -o DPkg::Lock::Timeout=120 --no-install-recommends)
  {
    "${sudo[@]}" apt-get update -q &&
      "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install "${flags[@]}" "$@"
  } </dev/null >&2 || die "apt-get could not install $*"
}

# Shows when the last build began, because the linker may give the program any time.
stamp=$root/.build/wessaal.stamp

# Whether a source of the program is newer than the program.
is_stale() {
  [[ $(cat "$stamp" 2>/dev/null) == "${WESSAAL_TRAITS:-}" ]] || return 0
  [[ ! -x $binary || ! -e $stamp || Package.swift -nt $stamp || -n $(find Sources -newer "$stamp" -print -quit) ]]
}

# WESSAAL_TRAITS=TLS builds the sandbox with HTTPS, which takes some minutes more.
traits=()
if [[ -n ${WESSAAL_TRAITS:-} ]]; then traits=(--traits "$WESSAAL_TRAITS"); fi

# Makes a release build. Its progress goes to standard error.
build_release() {
  require_swift
  require_libraries
  say "building wessaal (the first time takes some minutes)"
  mkdir -p .build
  # The stamp has the time before the build, so that a file that is edited during the build counts as newer.
  printf '%s' "${WESSAAL_TRAITS:-}" >"$stamp.new"
  swift build -c release --product wessaal --static-swift-stdlib "${traits[@]}" >&2 || die "the build failed"
  mv "$stamp.new" "$stamp"
}

# Programs that some tests use where they are installed; else these tests are skipped. From Debian: a browser, etcd,
# and the HTTP clients of Laravel and Node. From PyPI: tools that check the OpenAPI document. Missing ones are not a
# failure.
offer_test_tools() {
  local packages=() python=.build/python
  if command -v apt-get >/dev/null; then
    [[ -n $(command -v chromium-headless-shell chromium) ]] || packages+=(chromium-headless-shell)
    [[ -e /usr/share/php/Illuminate/Http/autoload.php ]] ||
      packages+=(php-cli php-curl php-illuminate-http php-guzzlehttp-guzzle)
    [[ -e /usr/share/nodejs/axios ]] || packages+=(nodejs node-axios)
    [[ -n $(command -v etcd) ]] || packages+=(etcd-server)
    [[ -n $(command -v zsh) ]] || packages+=(zsh)
    [[ -n $(command -v fish) ]] || packages+=(fish)
    ((${#packages[@]} == 0)) || (install_packages "${packages[@]}") || say "going on without ${packages[*]}"
  fi
  [[ ! -x $python/bin/schemathesis ]] && command -v python3 >/dev/null || return 0
  say "installing schemathesis and openapi-python-client with pip into $python"
  mkdir -p .build
  {
    python3 -m venv "$python" &&
      "$python/bin/pip" install -q schemathesis==4.32.5 openapi-python-client==0.29.1 requests
  } </dev/null >&2 || say "going on without them"
}
