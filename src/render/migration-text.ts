import type { Plan } from '../model/index.ts';
import type { BootLink, Migration } from './migration-json.ts';
import { type Paint, plain } from './paint.ts';
import { printable } from './printable.ts';
import { counted, inSync } from './summary.ts';

/** A summary about netplan's files, in a few lines. */
export function migrationText({ files, differences }: Migration, plan: Plan): string {
  const place = differences.length === 1 ? '1 place means' : `${differences.length} places mean`;
  const meant =
    differences.length === 0
      ? 'all that is said means the same to nlapply'
      : `${place} something else to netplan, see above`;
  const next = inSync(plan) ? [] : ['Next: "nlapply try" applies them on trial.'];
  return [
    `${counted(files.length, 'file')} of netplan's: ${meant}.`,
    ...next,
    'Then: "nlapply migrate --disable-netplan" lets nlapply configure the network at boot.\n',
  ].join('\n');
}

/** The symbolic links that were made or removed, each with its meaning. */
export function bootLinksText(
  done: 'made' | 'removed',
  links: readonly BootLink[],
  root: string,
  paint: Paint = plain,
): string {
  const style = done === 'made' ? 'create' : 'remove';
  const sign = done === 'made' ? '+' : '-';
  const lines = links.map(({ path, target }) => {
    const place = `${root.replace(/\/$/, '')}/${path}`;
    return `${paint(style, `  ${sign} ${printable(place)} -> ${printable(target)}`)}   (${meaning({ path, target })})\n`;
  });
  if (lines.length === 0) return 'Nothing to do: netplan is disabled, and nlapply enabled, already.\n';
  const who = done === 'made' ? 'nlapply' : 'what configured it before';
  return `${lines.join('')}From the next boot on the network is configured by ${who}; nothing has changed until then.\n`;
}

function meaning({ path, target }: BootLink): string {
  if (target !== '/dev/null') return 'started at boot';
  return path.endsWith('-wait-online.service')
    ? 'nothing waits for systemd-networkd any more'
    : "netplan's generator is shadowed";
}
