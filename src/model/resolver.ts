/**
 * The name servers and search domains of a link. The kernel knows nothing of them: they are held by systemd-resolved, by
 * resolvconf, or stand in a file that nlapply keeps. Identity: the link.
 */
export interface Resolver {
  readonly type: 'resolver';
  readonly link: string;
  /** Canonical addresses, in the order in which they are asked. */
  readonly addresses: readonly string[];
  /** Lower case, without a dot at the end; `~` before one that only says where to ask. */
  readonly search: readonly string[];
  /** Who holds them: see {@link NameService}. Of a declared one it is only known when the machine has been looked at. */
  readonly through?: string;
  /** Live only: systemd-networkd has told it, from whom alone systemd-resolved takes what the link has. */
  readonly managed?: true;
  /** Our mark, where who holds them keeps one. */
  readonly protocol?: number;
}

export const RESOLVED = 'systemd-resolved';
export const RESOLVCONF = 'resolvconf';

/** What whoever is told is called by name; anything else is the path of a file. */
export const NAME_SERVICE_CHOICES = ['auto', 'resolved', 'resolvconf', 'none'] as const;

/** How names are looked up on a machine, in a network namespace. */
export type NameService =
  /** One of the programs. `managed`: links of which it listens to systemd-networkd only. */
  | { readonly through: typeof RESOLVED | typeof RESOLVCONF; readonly managed?: readonly string[] }
  /**
   * A file of resolv.conf(5)'s format, by its path. `ours`: as nlapply wrote it. `changed`: nlapply wrote it, and somebody
   * changed it. `others`: it is somebody else's. `symlink`: it leads somewhere else (`target`), where others write.
   */
  | {
      readonly through: `/${string}`;
      readonly state: 'absent' | 'ours' | 'changed' | 'others' | 'symlink';
      readonly target?: string;
    }
  /** Nobody can be told. `passing`: that is as it should be, or will pass. */
  | { readonly through: null; readonly why: string; readonly passing?: true };

/** Whether what is held goes with the link, and follows its name; what stands in a file stays there. */
export const followsLink = ({ through }: Pick<Resolver, 'through'>): boolean => through === RESOLVED;
