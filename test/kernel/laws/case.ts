import { configure } from '../../../src/config/configure.ts';
import type { Declaration } from '../../../src/model/index.ts';

/** Devices of a configuration by section and name, and what there is besides, as plain data that becomes YAML. */
export type Sections = Readonly<Record<string, Readonly<Record<string, unknown>>>>;
export type Device = Readonly<Record<string, unknown>>;

/** Two configurations for one machine, and what somebody left on it before. */
export interface Case {
  /** Lines of a shell; one that the kernel refuses counts for nothing. */
  readonly leftovers: readonly string[];
  readonly first: Sections;
  readonly second: Sections;
  readonly allowRecreate: boolean;
  /** Which of the two is made to fail in its last route before it is applied. */
  readonly rolledBack: 'first' | 'second';
}

export const documentOf = (sections: Sections): object => ({ network: { version: 2, ...sections } });

/** YAML takes JSON: what a configuration says, as the text that the program reads. */
export const yamlOf = (sections: Sections): string => JSON.stringify(documentOf(sections));

/** What a configuration declares; undefined for one that has an error. Reading costs as much as applying: once each. */
export function declarationOf(sections: Sections): Declaration | undefined {
  if (!read.has(sections)) {
    const { declaration, diagnostics } = configure([{ file: 'laws.yaml', text: yamlOf(sections) }]);
    const isGood = diagnostics.every(({ severity }) => severity !== 'error');
    read.set(sections, isGood ? declaration : undefined);
  }
  return read.get(sections);
}

const read = new WeakMap<Sections, Declaration | undefined>();

/** A machine's NICs: veth links with far ends that are up. */
export const NICS: readonly string[] = ['eth0', 'eth1', 'eth2'];
