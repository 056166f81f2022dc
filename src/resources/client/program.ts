import type { Client } from '../../model/index.ts';

/** A client with what there is to write for it. */
export type Settings = Client['settings'];

/** Where a client runs. */
export interface Site {
  /** Its own directory. */
  readonly directory: string;
  readonly link: string;
  /** Whether it may see to the machine's host name, and to what the programs of its hooks touch. */
  readonly machines: boolean;
  /** The resolv.conf of a namespace with a name of its own, as ip-netns(8) has it. */
  readonly resolvConf: boolean;
}

/** How a program is told what it shall do. */
export interface Program {
  /** Its files by name: contents. */
  readonly files: (client: Client, site: Site) => Readonly<Record<string, string>>;
  /** Lines of a POSIX shell: what goes before it, and last its command, which stays in the foreground. */
  readonly run: (client: Client, site: Site) => readonly string[];
  /** Whether it takes another value of a setting, when it is told to read its files again (SIGHUP). */
  readonly reloads: (setting: string) => boolean;
  /** What makes it give up its lease, if it has any: sent instead of SIGTERM when it goes for good. */
  readonly release?: 'ALRM' | 'USR2';
  /** Asks the running program whether somebody turns it away; undefined: nobody does, or it does not say. */
  readonly turnedAway?: (
    client: Pick<Client, 'role' | 'link' | 'settings'>,
    control: string,
  ) => Promise<Client['turnedAway']>;
  /** It does not notice that its link has gone. */
  readonly watched?: true;
}

/** A word as a POSIX shell reads it. */
export const quoted = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;

/** A setting as it is, by its name. */
export const isOn = (settings: Settings, name: string): boolean => settings[name] === true;
