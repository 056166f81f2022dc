#!/bin/sh
# test-groups.sh DIRECTORY COUNT FILE…   writes modules into the directory that import the test files, in so many groups, and
#                                        prints what is to be given to `node --test`
#
# A process per file, as node:test has it, loads the program anew for each: where files are many that is a third of the
# time, and in user-mode-linux, which is slow with files, more than half. Files named *.alone.test.js, which change what
# others would load, keep a process of their own.
set -eu

directory=$1
count=$2
shift 2

# The large ones first, in turns, so that the groups get about the same.
for file in "$@"; do
  case $file in
    *.alone.test.js) realpath "$file" ;;
    *) stat -c '%s %n' "$(realpath "$file")" ;;
  esac
done | sort -k1,1nr -k2 | awk -v count="$count" -v directory="$directory" '
  NF == 1 { print; next }
  {
    group = directory "/group-" (number++ % count + 1) ".mjs"
    if (!seen[group]++) print group
    printf "import \"%s\";\n", $2 > group
  }
'
