# shellcheck shell=bash
# Python with the published clients and the tools that tests drive the API with, in a folder of their own in the cache.
#
#   python_for_tests   prints the interpreter; installs what requirements.txt pins where it is not there yet

python_for_tests() {
  local requirements=$KOW_ROOT/temporal-dev/src/test/python/requirements.txt version folder
  version=$(python3 -c 'import sys; print("%d.%d" % sys.version_info[:2])') || die "python3 does not run."
  python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || die "The clients' tests need Python 3.11 or newer; python3 is $version. The other tests: ./kowabunga test temporal launcher"
  folder=$KOW_CACHE/python/$version-$(sha1sum "$requirements" | cut -c1-16)
  if [ ! -f "$folder/complete" ]; then
    say "Installing the published clients and test tools for Python $version in $folder" >&2
    rm -rf "$folder"
    python3 -m venv "$folder" || die "python3 cannot make a virtual environment; install python3-venv."
    quietly python-install "$folder/bin/python" -m pip install --disable-pip-version-check --no-input --require-hashes -r "$requirements" || exit 1
    # Last of all, so that a folder in which something is missing is made anew.
    touch "$folder/complete"
  fi
  printf %s "$folder/bin/python"
}
