import { Buffer } from 'node:buffer';
import { execFile } from 'node:child_process';
import { EXIT, NlapplyError } from '../../model/index.ts';

/**
 * Runs systemctl(1).
 * @throws NlapplyError with its error message
 */
export function systemctl(...words: readonly string[]): Promise<string> {
  return new Promise((settle, refuse) => {
    execFile('systemctl', [...words], { encoding: 'utf8' }, (error, stdout, stderr) => {
      if (error === null) settle(stdout);
      else refuse(refusal(words, stderr.trim() === '' ? error.message : stderr.trim(), error));
    });
  });
}

function refusal(words: readonly string[], said: string, cause: Error): NlapplyError {
  const hint = /not found|not loaded/i.test(said)
    ? 'copy systemd/nlapply-*@.service of the package to /etc/systemd/system and run "systemctl daemon-reload"'
    : 'see "journalctl -u" and the name of the unit';
  return new NlapplyError(
    'ERR_SYSTEMD',
    EXIT.failed,
    `systemctl ${words.join(' ')}: ${said.split('\n')[0] ?? ''}`,
    {
      cause,
      hint,
    },
  );
}

/** Those of the units that are active or about to be. */
export async function activeUnits(units: readonly string[]): Promise<ReadonlySet<string>> {
  if (units.length === 0) return new Set();
  const shown = await systemctl('show', '--property=Id,ActiveState', ...units);
  return new Set(
    shown.split('\n\n').flatMap((block) => {
      const [, state = ''] = /^ActiveState=(.*)$/m.exec(block) ?? [];
      const [, id = ''] = /^Id=(.*)$/m.exec(block) ?? [];
      return ['active', 'activating', 'reloading'].includes(state) ? [id] : [];
    }),
  );
}

/** Escapes a name for the part of a unit's name after the @ (systemd-escape(1)). */
export const escaped = (name: string): string =>
  [...Buffer.from(name, 'utf8')]
    .map((byte, i) => {
      const letter = String.fromCharCode(byte);
      return /[A-Za-z0-9:_]/.test(letter) || (letter === '.' && i > 0)
        ? letter
        : `\\x${byte.toString(16).padStart(2, '0')}`;
    })
    .join('');
