import type { Namespace, Shown } from './namespace.ts';

interface Answer {
  readonly mdb: readonly Shown[];
}

/** Permanent entries of a port, or of a bridge itself, as `bridge mdb` shows them, sorted: `239.1.1.1 src 192.0.2.7 vid 10`. */
export function groupsOf(ns: Namespace, port: string): string[] {
  const answers = JSON.parse(ns.sh('bridge -j mdb show')) as readonly Answer[];
  return answers
    .flatMap(({ mdb = [] }) => mdb)
    .filter((entry) => entry['port'] === port && entry['state'] === 'permanent')
    .map(({ grp, src, vid }) => {
      const said = Object.entries({ src, vid }).filter(([, value]) => value !== undefined);
      return [grp, ...said.flat()].join(' ');
    })
    .sort();
}
