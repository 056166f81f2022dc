#!/bin/sh
# failed-tests.sh REPORT…   prints a regular expression for `node --test-name-pattern` that takes the tests that failed
# according to these reports of the reporter `spec`
#
# Exit status 1 if there is nothing that can be run once more: no test failed, more than three did, or a file as a whole.
set -eu
names=$(sed -ns '/^✖ failing tests:$/,$s/^✖ \(.*\) ([0-9.]*ms)$/\1/p' "$@" | sort -u)
count=$(printf '%s' "$names" | grep -c '' || true)
if [ "$count" = 0 ] || [ "$count" -gt 3 ] || printf '%s\n' "$names" | grep -q '\.m\?js$'; then exit 1; fi
# Without blanks, quotation marks and what has a meaning in regular expressions.
printf '%s\n' "$names" | LC_ALL=C sed 's/[^A-Za-z0-9]\{1,\}/.+/g' | paste -sd '|'
