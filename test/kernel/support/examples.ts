import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { programsFor } from '../../../src/model/language/clients.ts';
import { declare } from './apply.ts';

const EXAMPLES = join(packageRoot(), 'examples');

/** The examples stand in the package; compiled, this file is some directories below it. */
function packageRoot(): string {
  let directory = dirname(fileURLToPath(import.meta.url));
  while (!readdirSync(directory).includes('package.json')) directory = dirname(directory);
  return directory;
}

export const exampleFiles = (): string[] => readdirSync(EXAMPLES).filter((file) => file.endsWith('.yaml'));

export const exampleText = (file: string): string => readFileSync(join(EXAMPLES, file), 'utf8');

/** Names of live NICs that the declared ones stand for. */
export const nicsOf = (text: string): string[] =>
  declare(text)
    .links.filter(({ link }) => link.kind === 'physical')
    .map(({ id, match }) => (match?.name ?? id).replaceAll(/[*?]/g, '9'));

/** What a kernel must have for a configuration, as needs.ts calls it. */
export const neededBy = (text: string): string[] => {
  const { links, clients, fouPorts } = declare(text);
  const vlans = links.some(({ link }) =>
    Object.keys(link.attributes).some((name) => name === 'bridge.vlan-filtering' || name.endsWith('.vlans')),
  );
  const kinds = new Set(links.map(({ link }) => link.kind));
  for (const everywhere of ['physical', 'veth', 'loopback']) kinds.delete(everywhere);
  const programs = clients.map(({ item }) => item.program ?? programsFor(item.role)[0] ?? '');
  const qdiscs = links.some(({ link }) => 'qdisc' in link.attributes);
  return [
    'veth',
    ...kinds,
    ...(qdiscs ? ['qdiscs'] : []),
    ...(fouPorts.length > 0 ? ['fou'] : []),
    ...(vlans ? ['bridge-vlans'] : []),
    ...new Set(programs),
  ];
};
