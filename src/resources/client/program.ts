import type { Client } from '../../model/index.ts';

/** The settings of a client. */
export type Settings = Client['settings'];

/** Where a client runs. */
export interface Site {
  /** Its own directory. */
  readonly directory: string;
  readonly link: string;
  /**
   * Whether the client is in the machine's own namespace, so that it may change the host name and other things of the
   * machine.
   */
  readonly machines: boolean;
  /** Whether the namespace has a resolv.conf of its own, as named ones can (ip-netns(8)). */
  readonly resolvConf: boolean;
}

/** How a program is configured and run. */
export interface Program {
  /** The contents of its files, by name. */
  readonly files: (client: Client, site: Site) => Readonly<Record<string, string>>;
  /** Lines of a POSIX shell script. The last one is the program's command, which stays in the foreground. */
  readonly run: (client: Client, site: Site) => readonly string[];
  /** Whether it applies a new value of a setting when it reads its files again (SIGHUP). */
  readonly reloads: (setting: string) => boolean;
  /** Set if SIGHUP would end it: it applies its files with the next renewal, for which SIGUSR1 asks. */
  readonly renews?: true;
  /** Set if it notes the address of its lease in the file `lease`: the lease is renewed if others take that away. */
  readonly leases?: true;
  /** The signal that makes it release its lease, if it can have one: sent instead of SIGTERM when it ends for good. */
  readonly release?: 'ALRM' | 'USR2';
  /** Asks the running program whether authentication is refused; undefined if it is not, or if it does not say. */
  readonly turnedAway?: (
    client: Pick<Client, 'role' | 'link' | 'settings'>,
    control: string,
  ) => Promise<Client['turnedAway']>;
  /** Set if the program does not notice that its link has gone. */
  readonly watched?: true;
}

/** Quotes a word for a POSIX shell. */
export const quoted = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;

/** Whether a setting is on. */
export const isOn = (settings: Settings, name: string): boolean => settings[name] === true;
