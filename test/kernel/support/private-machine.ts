import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';

/**
 * A script's beginning in namespaces of its own for links, processes and mounts: /run is empty, and what is written to /etc
 * and to the directories of programs is lost. Nothing goes on unless it is so: the machine's own files must not be touched.
 */
const PRELUDE = `set -euo pipefail
mount -t tmpfs none /run
over() { # DIRECTORY [LOWER]: a layer for what is written, and a folder whose files are there, too
  mkdir -p "/run/over$1/up" "/run/over$1/work"
  mount -t overlay overlay -o "lowerdir=\${2:+$2:}$1,upperdir=/run/over$1/up,workdir=/run/over$1/work" "$1"
  mountpoint -q "$1"
}
mark() { printf '\\n== %s\\n' "$1"; }
nl() { local status=0; node bin/nlapply.cjs --state-dir /run/state "$@" || status=$?; echo "exit status $status"; }
ip link set lo up
ip link add va type veth peer vb
ip link set va up
ip link set vb up
`;

/** Runs a script there, line by line; what it prints by the marks (\`mark NAME\`) that it stands behind. */
export function onPrivateMachine(script: string): Readonly<Record<string, string>> {
  const { status, stdout, stderr } = spawnSync(
    'unshare',
    [
      '--mount',
      '--net',
      '--pid',
      '--fork',
      '--kill-child',
      '--mount-proc',
      'bash',
      '-c',
      `${PRELUDE}${script}`,
    ],
    { encoding: 'utf8', timeout: 600_000 },
  );
  assert.equal(status, 0, `${stdout}${stderr}`);
  const parts = stdout.split(/^== (.*)$/m);
  const marked: Record<string, string> = {};
  for (let i = 1; i < parts.length; i += 2) marked[parts[i] ?? ''] = (parts[i + 1] ?? '').trim();
  return marked;
}
